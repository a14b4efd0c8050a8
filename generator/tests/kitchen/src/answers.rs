//! What comes back.

use super::runtime::{
    answer::{self, Reading}, call::{Call, example, params}, client::Client, events, jobs, lines, mode::Mode,
    operation::{Operation, Param}
};
use super::types;

/// What comes back.
#[derive(Clone, Copy, Debug)]
pub struct Answers<'c, M: Mode>(pub(crate) &'c Client<M>);

impl<M: Mode> Answers<'_, M> {
    /// JSON, with headers and errors. `GET /dish` answers 200: The dish of the day
    /// * Errors 404 (There is none), 4XX (Your mistake): [`Problem`](super::types::Problem)
    /// * Error 5XX: Broken ([`Breakdown`](super::types::Breakdown))
    /// * Other errors: Our mistake ([`Fault`](super::types::Fault))
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().get_dish().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn get_dish(&self) -> Call<types::Dish, M> { self.0.call(&GET_DISH, &[]) }

    /// A media type that says nothing, with a schema that does. `GET /dish/any`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().get_any_dish().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn get_any_dish(&self) -> Call<types::Dish, M> { self.0.call(&GET_ANY_DISH, &[]) }

    /// Text. `GET /note`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().get_note().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn get_note(&self) -> Call<String, M> { self.0.call(&GET_NOTE, &[]) }

    /// XML is text. `GET /receipt`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().get_receipt().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn get_receipt(&self) -> Call<String, M> { self.0.call(&GET_RECEIPT, &[]) }

    /// A number as text. `GET /count`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().get_count().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn get_count(&self) -> Call<i64, M> { self.0.call(&GET_COUNT, &[]) }

    /// Bytes. `GET /photo`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().get_photo().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn get_photo(&self) -> Call<bytes::Bytes, M> { self.0.call(&GET_PHOTO, &[]) }

    /// Parameters in a cookie and as JSON. `GET /find`
    /// * May be set on the call: `filter`.
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// client.answers().find("session").await?;
    /// # Ok(()) }}}
    /// ```
    pub fn find(&self, session: impl Into<String>) -> Call<(), M, FindParams> {
        self.0.call(&FIND, &[&session.into()]).with_params()
    }

    /// Several media types of what nobody should call. `GET /old`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::Problem;
    ///
    /// let request = Problem::new("title");
    /// let answer = client.answers().get_old(request).await?;
    /// # Ok(()) }}}
    /// ```
    #[deprecated]
    pub fn get_old(&self, body: impl Into<Option<types::Problem>>) -> Call<types::Dish, M> {
        self.0.call(&GET_OLD, &[]).with_optional(body.into(), Call::json)
    }

    /// As [`get_old`](Self::get_old), answered with `text/csv`.
    #[deprecated]
    pub fn get_old_csv(&self, body: impl Into<Option<types::Problem>>) -> Call<String, M> {
        let call: Call<(), M> = self.0.call(&GET_OLD, &[]).with_optional(body.into(), Call::json);
        call.with_answer("text/csv", Reading::Text)
    }

    /// Headers alone. `HEAD /head`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// client.answers().head_dish().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn head_dish(&self) -> Call<(), M> { self.0.call(&HEAD_DISH, &[]) }

    /// One of several media types. `GET /menu`
    /// * `day`: Which day. Such as `"mon"`.
    /// * May be set on the call: `page`.
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().get_menu("mon").await?;
    /// # Ok(()) }}}
    /// ```
    pub fn get_menu(&self, day: impl Into<String>) -> Call<types::Dish, M, GetMenuParams> {
        self.0.call(&GET_MENU, &[&day.into()]).with_params()
    }

    /// As [`get_menu`](Self::get_menu), answered with `text/csv`.
    pub fn get_menu_csv(&self, day: impl Into<String>) -> Call<String, M, GetMenuParams> {
        self.get_menu(day).with_answer("text/csv", Reading::Text)
    }

    /// As [`get_menu`](Self::get_menu), answered with `application/pdf`.
    pub fn get_menu_pdf(&self, day: impl Into<String>) -> Call<bytes::Bytes, M, GetMenuParams> {
        self.get_menu(day).with_answer("application/pdf", Reading::Json)
    }

    /// As [`get_menu`](Self::get_menu), answered with `text/event-stream`.
    pub fn get_menu_stream(&self, day: impl Into<String>)
    -> Call<events::Events<types::Dish, M>, M, GetMenuParams> {
        self.get_menu(day).with_answer("text/event-stream", Reading::Json)
    }

    /// Answers that differ by their status. `POST /cook`
    /// * Answers 200: Ready
    /// * Answers 202: Wait
    /// * Answers 204: Nothing to cook
    /// * Answers 2XX: Something else
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// use kitchen::types::DishInput;
    ///
    /// let request = DishInput::new("name");
    /// let answer = client.answers().cook(request).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn cook(&self, body: impl Into<types::DishInput>) -> Call<CookAnswer, M> {
        self.0.call(&COOK, &[]).json(&body.into())
    }

    /// A JSON text per line. `GET /orders`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().list_orders().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn list_orders(&self) -> Call<lines::Lines<types::Dish, M>, M> { self.0.call(&LIST_ORDERS, &[]) }

    /// Events with JSON in them. `GET /events`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().list_events().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn list_events(&self) -> Call<events::Events<types::Dish, M>, M> { self.0.call(&LIST_EVENTS, &[]) }

    /// Events of a call that changes something. `POST /events`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().start_events().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn start_events(&self) -> Call<events::Events<types::Dish, M>, M> { self.0.call(&START_EVENTS, &[]) }

    /// Items of a stream, as OpenAPI 3.2 describes them. `GET /stream`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().stream().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn stream(&self) -> Call<lines::Lines<types::Dish, M>, M> { self.0.call(&STREAM, &[]) }

    /// Events that are described as a whole. `GET /ticks`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().list_ticks().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn list_ticks(&self) -> Call<events::Events<types::Tick, M>, M> { self.0.call(&LIST_TICKS, &[]) }

    /// Events with text in them. `GET /words`
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().list_words().await?;
    /// # Ok(()) }}}
    /// ```
    pub fn list_words(&self) -> Call<events::Events<String, M>, M> { self.0.call(&LIST_WORDS, &[]) }

    /// Work that takes longer than a call. `POST /kitchens/{kitchen}/banquets`
    /// * Starts work that takes longer: `start_job()` gives what asks until it is done.
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().start_banquet("kitchen").await?;
    /// # Ok(()) }}}
    /// ```
    pub fn start_banquet(&self, kitchen: impl Into<String>) -> Call<types::Order202, M, StartBanquetParams> {
        self.0.call(&START_BANQUET, &[&kitchen.into()]).with_params()
    }

    /// How far it is. `GET /kitchens/{kitchen}/banquets/{banquet}`
    /// * May be set on the call: `verbose`.
    /// * `until_done()` asks until `state` is `served`.
    ///
    /// # Example
    /// ```no_run
    #[doc = example!(kitchen)]
    /// let answer = client.answers().get_banquet("kitchen", 1).await?;
    /// # Ok(()) }}}
    /// ```
    pub fn get_banquet(&self, kitchen: impl Into<String>, banquet: i64)
    -> Call<types::Banquet, M, GetBanquetParams> {
        self.0.call(&GET_BANQUET, &[&kitchen.into(), &banquet]).with_params()
    }
}

params!(FindParams { 1 filter(into types::Problem); });

params!(GetMenuParams {
    /// Which page. Such as `2`.
    1 page(i64);
});

params!(StartBanquetParams { });

params!(GetBanquetParams { 0 verbose(bool); });

jobs::starts!(StartBanquetParams: types::Order202 => types::Banquet, jobs::Starts {
    asks: &GET_BANQUET, with: &[jobs::With::Same("kitchen"), jobs::With::Answer(&["banquet", "id"])],
    asked: jobs::Asked { state: &["state"], done: &["served"], failed: &["burnt"] },
});

jobs::asked!(GetBanquetParams: types::Banquet, jobs::Asked { state: &["state"], done: &["served"], failed: &["burnt"] });

/// What `POST /cook` answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CookAnswer {
    /// Ready
    ///
    /// `200`
    Ok(types::Dish),
    /// Wait
    ///
    /// `202`
    Accepted(String),
    /// Nothing to cook
    ///
    /// `204`
    NoContent,
    /// Something else
    ///
    /// `2XX`
    Success(bytes::Bytes),
}
answer::answers!(CookAnswer {
    Ok(types::Dish) = 200, Accepted(String: Text) = 202, NoContent = 204, Success(bytes::Bytes) = 200..=299
});

static GET_DISH: Operation = Operation::get("getDish", "/dish");
static GET_ANY_DISH: Operation = Operation::get("getAnyDish", "/dish/any").accept("*/*");
static GET_NOTE: Operation = Operation::get("getNote", "/note").accept("text/plain").reading(Reading::Text);
static GET_RECEIPT: Operation = Operation::get("getReceipt", "/receipt").accept("application/xml")
    .reading(Reading::Text);
static GET_COUNT: Operation = Operation::get("getCount", "/count").accept("text/plain")
    .reading(Reading::Text);
static GET_PHOTO: Operation = Operation::get("getPhoto", "/photo").accept("image/png, image/jpeg");
static FIND: Operation = Operation::get("find", "/find")
    .params(&[Param::cookie("session").required(), Param::query("filter").json()]).accept("");
static GET_OLD: Operation = Operation::get("getOld", "/old");
static HEAD_DISH: Operation = Operation::new("HEAD", "headDish", "/head").accept("");
static GET_MENU: Operation = Operation::get("getMenu", "/menu").params(&[
    Param::query("day").required(), Param::query("page")
]);
static COOK: Operation = Operation::post("cook", "/cook")
    .accept("application/json, text/plain, application/octet-stream");
static LIST_ORDERS: Operation = Operation::get("listOrders", "/orders").accept("application/jsonl");
static LIST_EVENTS: Operation = Operation::get("listEvents", "/events").accept("text/event-stream");
static START_EVENTS: Operation = Operation::post("startEvents", "/events").accept("text/event-stream");
static STREAM: Operation = Operation::get("stream", "/stream").accept("application/jsonl");
static LIST_TICKS: Operation = Operation::get("listTicks", "/ticks").accept("text/event-stream")
    .reading(Reading::Event);
static LIST_WORDS: Operation = Operation::get("listWords", "/words").accept("text/event-stream")
    .reading(Reading::Text);
static START_BANQUET: Operation = Operation::post("startBanquet", "/kitchens/{kitchen}/banquets");
static GET_BANQUET: Operation = Operation::get("getBanquet", "/kitchens/{kitchen}/banquets/{banquet}")
    .params(&[Param::query("verbose")]);
