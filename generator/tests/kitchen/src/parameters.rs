//! Where the values go.

use super::runtime::{
    call::{Call, example, params}, client::Client, formats, mode::Mode, operation::{Operation, Param, Style},
    wire
};
use super::types;

/// Where the values go.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'c, M: Mode>(pub(crate) &'c Client<M>);

impl<M: Mode> Parameters<'_, M> {
    /// A path in the style `simple`. `GET /simple/{one}/{list}/{lists}/{object}/{objects}`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::Color;
    ///
    /// client
    ///     .parameters()
    ///     .simple_path(
    ///         "one",
    ///         vec!["list".into()],
    ///         vec!["lists".into()],
    ///         Color::new(1, "G"),
    ///         Color::new(1, "G"),
    ///     )
    ///     .await?;
    /// # Ok(()) }}}
    /// ```
    pub fn simple_path(
        &self, one: impl Into<String>, list: Vec<String>, lists: Vec<String>, object: impl Into<types::Color>,
        objects: impl Into<types::Color>,
    ) -> Call<(), M> {
        self.0.call(&SIMPLE_PATH, &[&one.into(), &list, &lists, &object.into(), &objects.into()])
    }

    /// A path in the style `label`. `GET /label/{one}/{list}/{lists}/{object}/{objects}`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::Color;
    ///
    /// client
    ///     .parameters()
    ///     .label_path(
    ///         "one",
    ///         vec!["list".into()],
    ///         vec!["lists".into()],
    ///         Color::new(1, "G"),
    ///         Color::new(1, "G"),
    ///     )
    ///     .await?;
    /// # Ok(()) }}}
    /// ```
    pub fn label_path(
        &self, one: impl Into<String>, list: Vec<String>, lists: Vec<String>, object: impl Into<types::Color>,
        objects: impl Into<types::Color>,
    ) -> Call<(), M> {
        self.0.call(&LABEL_PATH, &[&one.into(), &list, &lists, &object.into(), &objects.into()])
    }

    /// A path in the style `matrix`. `GET /matrix/{one}/{list}/{lists}/{object}/{objects}`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::Color;
    ///
    /// client
    ///     .parameters()
    ///     .matrix_path(
    ///         "one",
    ///         vec!["list".into()],
    ///         vec!["lists".into()],
    ///         Color::new(1, "G"),
    ///         Color::new(1, "G"),
    ///     )
    ///     .await?;
    /// # Ok(()) }}}
    /// ```
    pub fn matrix_path(
        &self, one: impl Into<String>, list: Vec<String>, lists: Vec<String>, object: impl Into<types::Color>,
        objects: impl Into<types::Color>,
    ) -> Call<(), M> {
        self.0.call(&MATRIX_PATH, &[&one.into(), &list, &lists, &object.into(), &objects.into()])
    }

    /// A query in every style. `GET /query`
    /// * May be set on the call: `one`, `list`, `lists`, `object`, `objects`, `spaced`, `spaced_object`, `piped`, `piped_object`, `deep`, `reserved`, `json_param`.
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// client.parameters().query().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn query(&self) -> Call<(), M, QueryParams> { self.0.call(&QUERY, &[]).with_params() }

    /// Headers and cookies. `GET /heads`
    /// * May be set on the call: `x_one`, `x_list`, `x_object`, `x_objects`, `x_json`, `one`, `lists`, `raw_param`, `list`, `object`.
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// client.parameters().heads().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn heads(&self) -> Call<(), M, HeadsParams> { self.0.call(&HEADS, &[]).with_params() }

    /// Reserved characters in a path, as OpenAPI 3.2 allows them. `GET /reserved/{place}`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// client.parameters().reserved("place").await?;
    /// # Ok(()) }}}
    /// ```
    pub fn reserved(&self, place: impl Into<String>) -> Call<(), M> {
        self.0.call(&RESERVED, &[&place.into()])
    }

    /// More parameters than can be told apart by their position. `GET /many`
    /// * May be set on the call: `rest`.
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::parameters::ManyRequired;
    /// use kitchen::types::ManyOp;
    ///
    /// client
    ///     .parameters()
    ///     .many(ManyRequired {
    ///         text: "text".into(),
    ///         count: 1,
    ///         ratio: 1.0,
    ///         flag: true,
    ///         day: "2026-03-01".into(),
    ///         id: "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6".into(),
    ///         op: ManyOp::Add,
    ///     })
    ///     .await?;
    /// # Ok(()) }}}
    /// ```
    pub fn many(&self, required: ManyRequired) -> Call<(), M, ManyParams> {
        self.0
            .call(&MANY, &[&required.text, &required.count, &required.ratio, &required.flag, &required.day, &required.id, &required.op])
            .with_params()
    }

    /// The whole query as one value. `GET /whole`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::Color;
    ///
    /// client.parameters().whole(Color::new(1, "G")).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn whole(&self, query: impl Into<types::Color>) -> Call<(), M> {
        self.0.call(&WHOLE, &[&query.into()])
    }
}

/// What `GET /many` requires.
#[derive(Clone, Debug, PartialEq)]
pub struct ManyRequired {
    pub text: String,
    pub count: i32,
    pub ratio: f64,
    pub flag: bool,
    pub day: formats::Date,
    pub id: formats::Uuid,
    pub op: types::ManyOp,
}

params!(QueryParams {
    0 one(into String); 1 list(list String); 2 lists(list String); 3 object(into types::Color);
    4 objects(into types::Color); 5 spaced(list String); 6 spaced_object(into types::Color);
    7 piped(list String); 8 piped_object(into types::Color); 9 deep(into types::Color);
    10 reserved(into String); 11 json_param(into types::Color);
});

params!(HeadsParams {
    0 x_one(into String); 1 x_list(list String); 2 x_object(into types::Color);
    3 x_objects(into types::Color); 4 x_json(into types::Color); 5 one(into String); 6 lists(list String);
    7 raw_param(into String); 8 list(list String); 9 object(into types::Color);
});

params!(ManyParams { 7 rest(into String); });

static SIMPLE_PATH: Operation = Operation::get("simplePath", "/simple/{one}/{list}/{lists}/{object}/{objects}")
    .params(&[
        Param::path("one"), Param::path("list"), Param::path("lists").explode(true), Param::path("object"),
        Param::path("objects").explode(true)
    ]).accept("");
static LABEL_PATH: Operation = Operation::get("labelPath", "/label/{one}/{list}/{lists}/{object}/{objects}")
    .params(&[
        Param::path("one").style(Style::Label), Param::path("list").style(Style::Label),
        Param::path("lists").style(Style::Label).explode(true), Param::path("object").style(Style::Label),
        Param::path("objects").style(Style::Label).explode(true)
    ]).accept("");
static MATRIX_PATH: Operation = Operation::get("matrixPath", "/matrix/{one}/{list}/{lists}/{object}/{objects}")
    .params(&[
        Param::path("one").style(Style::Matrix), Param::path("list").style(Style::Matrix),
        Param::path("lists").style(Style::Matrix).explode(true), Param::path("object").style(Style::Matrix),
        Param::path("objects").style(Style::Matrix).explode(true)
    ]).accept("");
static QUERY: Operation = Operation::get("query", "/query")
    .params(&[
        Param::query("one"), Param::query("list").explode(false), Param::query("lists"),
        Param::query("object").explode(false), Param::query("objects"),
        Param::query("spaced").style(Style::SpaceDelimited).explode(false),
        Param::query("spacedObject").style(Style::SpaceDelimited).explode(false),
        Param::query("piped").style(Style::PipeDelimited).explode(false),
        Param::query("pipedObject").style(Style::PipeDelimited).explode(false),
        Param::query("deep").style(Style::DeepObject), Param::query("reserved").reserved(),
        Param::query("json").json()
    ]).accept("");
static HEADS: Operation = Operation::get("heads", "/heads")
    .params(&[
        Param::header("X-One"), Param::header("X-List"), Param::header("X-Object"),
        Param::header("X-Objects").explode(true), Param::header("X-Json").json(), Param::cookie("one"),
        Param::cookie("lists"), Param::cookie("raw").style(Style::Cookie),
        Param::cookie("list").explode(false), Param::cookie("object").explode(false)
    ]).accept("");
static RESERVED: Operation = Operation::get("reserved", "/reserved/{place}")
    .params(&[Param::path("place").reserved()]).accept("");
static MANY: Operation = Operation::get("many", "/many")
    .params(&[
        Param::query("text").required(), Param::query("count").required(), Param::query("ratio").required(),
        Param::query("flag").required(), Param::query("day").required(), Param::query("id").required(),
        Param::query("op").required(), Param::query("rest")
    ]).accept("");
static WHOLE: Operation = Operation::get("whole", "/whole").params(&[Param::querystring("query").required()])
    .accept("");
