//! How deep the compiler has to look into the types to know that they can be sent between threads.
//!
//! It follows every part of every part, and gives up at its `recursion_limit`. Where types contain each other it may pass
//! through all of them before it comes back.

use super::walk;
use crate::ir::{Ident, TypeDef};

/// The compiler's own limit.
const USUAL: usize = 128;

/// Steps from a type to one that it contains: through `Option`, `Vec` or `Box` and what these are made of.
const STEPS: usize = 5;

/// The limit to ask for, where the usual one may not do.
pub fn recursion_limit(types: &[TypeDef<Ident>]) -> Option<usize> {
    let needed = STEPS * longest(types);
    (needed > USUAL).then(|| (2 * needed).next_power_of_two())
}

/// The most types that lead from one to the next, counting all of a group that contain each other.
fn longest(types: &[TypeDef<Ident>]) -> usize {
    let mut uses: Vec<Vec<usize>> = Vec::with_capacity(types.len());
    for def in types {
        let mut used = Vec::new();
        def.kind.each_type(&mut |ty| walk::each_name(ty, true, &mut |id, _| used.push(id.0 as usize)));
        uses.push(used);
    }
    let mut search = Search {
        uses: &uses,
        order: vec![None; types.len()],
        low: vec![0; types.len()],
        open: Vec::new(),
        depth: vec![None; types.len()],
        next: 0,
    };
    (0..types.len()).for_each(|root| search.visit(root));
    search.depth.into_iter().flatten().max().unwrap_or_default()
}

/// Tarjan's algorithm for strongly connected components, which come out bottom first; without recursion.
struct Search<'a> {
    uses: &'a [Vec<usize>],
    order: Vec<Option<usize>>,
    low: Vec<usize>,
    open: Vec<usize>,
    depth: Vec<Option<usize>>,
    next: usize,
}

impl Search<'_> {
    fn visit(&mut self, root: usize) {
        let mut stack = vec![(root, 0)];
        while let Some((here, child)) = stack.pop() {
            if child == 0 {
                if self.order[here].is_some() {
                    continue;
                }
                self.order[here] = Some(self.next);
                self.low[here] = self.next;
                self.next += 1;
                self.open.push(here);
            }
            match self.uses[here].get(child) {
                Some(&to) => {
                    stack.push((here, child + 1));
                    if to < self.order.len() && self.order[to].is_none() {
                        stack.push((to, 0));
                    }
                }
                None => self.close(here),
            }
        }
    }

    /// All uses of a type are known.
    fn close(&mut self, here: usize) {
        for &to in self.uses[here].iter().filter(|to| **to < self.order.len()) {
            if self.depth[to].is_none() {
                self.low[here] = self.low[here].min(self.low[to]);
            }
        }
        if Some(self.low[here]) != self.order[here] {
            return;
        }
        let start = self.open.iter().rposition(|open| *open == here).unwrap_or_default();
        let group = self.open.split_off(start);
        let below =
            group.iter().flat_map(|member| &self.uses[*member]).filter_map(|to| *self.depth.get(*to)?).max();
        for &member in &group {
            self.depth[member] = Some(group.len() + below.unwrap_or_default());
        }
    }
}
