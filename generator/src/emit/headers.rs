//! `headers.rs`: a constant for each header of an answer that the document declares.

use super::docs::Comment;
use super::features;
use super::markdown::code;
use super::print;
use super::ty::{Types, ident, tokens};
use crate::ir::Ty;
use crate::plan::Plan;
use quote::quote;

/// The file; `None` where the document declares none.
pub fn file(plan: &Plan) -> Option<String> {
    if plan.headers.is_empty() {
        return None;
    }
    // What is imported only for constants that are not there would be warned about.
    let types = if plan.features.is_some() { Types::by_path(plan) } else { Types::outside(plan) };
    let constants = plan.headers.iter().map(|header| {
        let docs = Comment::of(&header.docs).and(code(&header.wire)).outer();
        let (name, wire, ty) = (ident(&header.name), &header.wire, types.tokens(&header.ty));
        let cfg = tokens(&cfg(plan, &header.ty));
        print::items(quote!(#docs #cfg pub const #name: Header<#ty> = Header::new(#wire);))
    });
    let constants: Vec<String> = constants.collect();
    let modules = [
        types.uses_formats().then(|| {
            quote!(
                use super::runtime::formats;
            )
        }),
        types.uses_wire().then(|| {
            quote!(
                use super::runtime::wire;
            )
        }),
        types.uses_types().then(|| {
            quote!(
                use super::types;
            )
        }),
    ];
    let docs = Comment::new(
        "The headers of answers: `response.header(&headers::NAME)`, also of an error that the API answered.",
    );
    let docs = docs.inner();
    let head = print::file_head(quote!(#docs), quote!(use super::runtime::answer::Header; #(#modules)*));
    Some(print::file([head].into_iter().chain(constants)))
}

/// The attribute of a header of a type that is not always there.
fn cfg(plan: &Plan, ty: &Ty) -> String {
    let module = match (ty, &plan.features) {
        (Ty::Named(id), Some(features)) => features.module_of(*id),
        (Ty::List(item), _) => return cfg(plan, item),
        _ => None,
    };
    module.map(|module| features::cfg(&module.features)).unwrap_or_default()
}
