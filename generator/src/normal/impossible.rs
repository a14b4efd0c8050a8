//! Members of unions that no value satisfies: left out where there are others.

use super::{Schema, SchemaId, Shape, Use};

/// Marks impossible members of unions as [`Shape::Never`] where the union has possible ones, and says which schemas
/// something other than such a member leads to: of the rest, nobody needs to hear.
pub(super) fn prune(schemas: &mut [Schema], roots: &[SchemaId]) -> Vec<bool> {
    let impossible = impossible(schemas);
    let is = |id: SchemaId| impossible.get(id.0 as usize) == Some(&true);
    let mut reached = vec![false; schemas.len()];
    let mut stack: Vec<SchemaId> = roots.to_vec();
    let mut dropped = Vec::new();
    while let Some(id) = stack.pop() {
        let index = id.0 as usize;
        let Some(schema) = schemas.get(index).filter(|_| reached.get(index) == Some(&false)) else {
            continue;
        };
        if let Some(flag) = reached.get_mut(index) {
            *flag = true;
        }
        let union = matches!(schema.shape, Shape::Union(_)) && !is(id);
        each_use(&schema.shape, &mut |value| {
            if union && is(value.schema) {
                dropped.push(value.schema);
            } else {
                stack.push(value.schema);
            }
        });
    }
    for id in dropped {
        let index = id.0 as usize;
        if let (Some(schema), Some(false)) = (schemas.get_mut(index), reached.get(index)) {
            schema.shape = Shape::Never;
        }
    }
    reached
}

/// The schemas without a value: the least fixed point.
fn impossible(schemas: &[Schema]) -> Vec<bool> {
    let mut impossible = vec![false; schemas.len()];
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); schemas.len()];
    for (index, schema) in schemas.iter().enumerate() {
        each_use(&schema.shape, &mut |value| {
            if let Some(users) = users.get_mut(value.schema.0 as usize) {
                users.push(index);
            }
        });
    }
    let mut queue: Vec<usize> = (0..schemas.len()).collect();
    while let Some(index) = queue.pop() {
        let Some(schema) = schemas.get(index).filter(|_| impossible.get(index) == Some(&false)) else {
            continue;
        };
        let none = |value: &Use| !value.nullable && impossible.get(value.schema.0 as usize) == Some(&true);
        let now = !schema.nullable
            && match &schema.shape {
                Shape::Never => true,
                Shape::Object(object) => object.properties.iter().any(|p| p.required && none(&p.value)),
                Shape::Tuple(items) => items.iter().any(none),
                Shape::Union(union) => union.members.iter().all(|member| none(&member.value)),
                _ => false,
            };
        if now {
            if let Some(flag) = impossible.get_mut(index) {
                *flag = true;
            }
            queue.extend(users.get(index).into_iter().flatten());
        }
    }
    impossible
}

/// Calls with every use inside a shape.
fn each_use(shape: &Shape, call: &mut dyn FnMut(&Use)) {
    match shape {
        Shape::List(item) => call(item),
        Shape::Tuple(items) => items.iter().for_each(call),
        Shape::Object(object) => {
            object.properties.iter().for_each(|property| call(&property.value));
            object.rest.iter().chain(&object.names).for_each(call);
        }
        Shape::Union(union) => union.members.iter().for_each(|member| call(&member.value)),
        _ => {}
    }
}
