//! `validate.rs`: the table of what the document asks of values beyond their types.

use super::print::{self, Rows};
use crate::plan::Plan;
use crate::plan::rules::{Check, Rule, Rules};
use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Number;

/// The file; none where the document asks for nothing, and never did.
pub fn file(plan: &Plan) -> Option<String> {
    if !plan.needs.contains("validate") {
        return None;
    }
    let head = print::file_head(
        quote! {
            //! What the document asks of values beyond their types, for those who want to know before they send.
            //! Neither requests nor answers are held against it otherwise.
        },
        imports(plan),
    );
    let offered = print::items(quote! {
        /// A value that can be held against the document.
        pub trait Validate: wire::Slot {
            /// Whether the value is what the document asks for: lengths, bounds, patterns, formats.
            ///
            /// # Errors
            /// Everything that is not, with its path in the value.
            fn validate(&self) -> Result<(), Invalid>;
        }
    });
    let implemented = print::items(quote! {
        impl<T: wire::Slot> Validate for T {
            fn validate(&self) -> Result<(), Invalid> {
                check(self, RULES)
            }
        }
    });
    let rules: Vec<String> = plan.rules.iter().map(of_type).collect();
    let open = if rules.is_empty() { "" } else { "\n" };
    let rules = format!("static RULES: &[Rules] = &[{open}{}];", rules.concat());
    Some(print::file([head, offered, implemented, rules]))
}

/// What the table names.
fn imports(plan: &Plan) -> TokenStream {
    let rows = || plan.rules.iter().flat_map(|rules| &rules.rows);
    let has = |is: fn(&Check) -> bool| rows().any(|row| is(&row.check));
    let formats = has(|check| matches!(check, Check::Format(..))).then(|| {
        quote! { use super::runtime::formats; }
    });
    let limits = has(|check| matches!(check, Check::Bound(..))).then(|| {
        quote! { use super::runtime::validate::Limit::*; }
    });
    let has_rules = !plan.rules.is_empty();
    let checks = has_rules.then(|| {
        quote! { use super::runtime::validate::Check::*; }
    });
    let inside = rows().any(|row| row.depth > 0).then(|| quote!(inside,));
    let of = rows().any(|row| row.depth == 0).then(|| quote!(of,));
    let rules = has_rules.then(|| quote!(rules));
    quote! {
        #formats
        #checks
        #limits
        use super::runtime::validate::{Invalid, Rules, check, #inside #of #rules};
        use super::runtime::wire;
    }
}

fn of_type(rules: &Rules) -> String {
    // Properties of which the same is asked share a row.
    let mut rows: Vec<(&Rule, Vec<&str>)> = Vec::new();
    for rule in &rules.rows {
        let same =
            |(other, _): &&mut (&Rule, Vec<&str>)| (other.depth, &other.check) == (rule.depth, &rule.check);
        match rows.iter_mut().find(same) {
            Some((_, properties)) => properties.push(&rule.property),
            None => rows.push((rule, vec![&rule.property])),
        }
    }
    let rows = rows.iter().flat_map(|(rule, properties)| row(rule, properties)).collect();
    let rows = Rows { around: None, separator: ",", closed: false, rows };
    let head = format!("rules({}, ", print::text(&rules.name.0));
    print::indent(&print::built(&head, &[("&[".to_owned(), rows, "]")], "),")) + "\n"
}

/// A row, in pieces between commas: a long one can be broken there.
fn row(rule: &Rule, properties: &[&str]) -> Vec<String> {
    let check = match &rule.check {
        Check::Bound(name, bound) => format!("{name}({})", limit(bound)),
        Check::MultipleOf(divisor) => format!("MultipleOf({})", print::text(&divisor.to_string())),
        Check::Size(name, size) => format!("{name}({size})"),
        Check::Pattern(pattern) => format!("Pattern({})", print::text(pattern)),
        Check::Format(name, ty) => format!("Format({}, {ty}::allows)", print::text(name)),
        Check::Unique => "Unique".to_owned(),
    };
    let properties = properties.iter().map(|property| print::text(property)).collect();
    match rule.depth {
        0 => print::pieces("of(&[", properties, &format!("], {check})")),
        depth => print::pieces("inside(&[", properties, &format!("], {depth}, {check})")),
    }
}

fn limit(number: &Number) -> String {
    match (number.as_i64(), number.as_u64(), number.as_f64()) {
        (Some(whole), _, _) => format!("Whole({whole})"),
        (None, Some(whole), _) => format!("Whole({whole})"),
        (None, None, real) => format!("Real({:?})", real.unwrap_or_default()),
    }
}
