//! What a run gives on its way, for commands that tell of it.

use generator::Watch;
use generator::plan::Plan;
use generator::source::Tree;
use generator::source::census::Census;

/// Keeps what is in the document, and what was decided.
#[derive(Default)]
pub struct Keep {
    /// Nothing where the document could not be read.
    pub census: Option<Census>,
    /// Nothing where the document has errors.
    pub plan: Option<Plan>,
}

impl Watch for Keep {
    fn tree(&mut self, tree: &Tree) {
        self.census = Some(tree.census());
    }

    fn plan(&mut self, plan: &Plan) {
        self.plan = Some(plan.clone());
    }
}
