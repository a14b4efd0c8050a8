//! The types of the document, version `0.0.0`.
//!
//! Enums are open: `Unlisted` is a value that the document does not list, as it came.

use super::runtime::wire;

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct AttachAddonReq {
    pub addon_id: String,
    /// Must be greater than 0.
    pub quantity: u32,
}
wire::object!(AttachAddonReq { addon_id, quantity });
wire::builder!(AttachAddonReq { new(addon_id(into String), quantity(u32)); });

/// A customer that the vendor knows, by id.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct AttachExistingCustomer { pub customer_id: String }
wire::object!(AttachExistingCustomer { customer_id });
wire::builder!(AttachExistingCustomer { new(customer_id(into String)); });

/// Where the customer is billed. The page asks for what is missing.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CheckoutSessionBillingAddress {
    /// City name
    pub city: Option<String>,
    /// Two-letter ISO country code (ISO 3166-1 alpha-2)
    pub country: CountryCodeAlpha2,
    /// State or province name
    pub state: Option<String>,
    /// Street address including house number and unit/apartment if applicable
    pub street: Option<String>,
    /// Postal code or ZIP code
    pub zipcode: Option<String>,
}
wire::object!(CheckoutSessionBillingAddress { city?, country, state?, street?, zipcode? });
wire::builder!(CheckoutSessionBillingAddress {
    new(country(into CountryCodeAlpha2)); city(into String); state(into String); street(into String);
    zipcode(into String);
});

/// How the checkout page looks.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CheckoutSessionCustomization {
    /// Show on demand tag
    ///
    /// Default is true
    pub show_on_demand_tag: Option<bool>,
    /// Show order details by default
    ///
    /// Default is true
    pub show_order_details: Option<bool>,
    /// Theme of the page
    ///
    /// Default is `System`.
    pub theme: Option<CheckoutTheme>,
}
wire::object!(CheckoutSessionCustomization { show_on_demand_tag?, show_order_details?, theme? });
wire::builder!(CheckoutSessionCustomization {
    new(); show_on_demand_tag(bool); show_order_details(bool); theme(into CheckoutTheme);
});

/// What the checkout page offers.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CheckoutSessionFlags {
    /// if customer is allowed to change currency, set it to true
    ///
    /// Default is true
    pub allow_currency_selection: Option<bool>,
    /// If the customer is allowed to apply discount code, set it to true.
    ///
    /// Default is true
    pub allow_discount_code: Option<bool>,
    /// If phone number is collected from customer, set it to rue
    ///
    /// Default is true
    pub allow_phone_number_collection: Option<bool>,
    /// If the customer is allowed to add tax id, set it to true
    ///
    /// Default is true
    pub allow_tax_id: Option<bool>,
    /// Set to true if a new customer object should be created.
    /// By default email is used to find an existing customer to attach the session to
    ///
    /// Default is false
    pub always_create_new_customer: Option<bool>,
}
wire::object!(CheckoutSessionFlags {
    allow_currency_selection?, allow_discount_code?, allow_phone_number_collection?, allow_tax_id?,
    always_create_new_customer?
});
wire::builder!(CheckoutSessionFlags {
    new(); allow_currency_selection(bool); allow_discount_code(bool); allow_phone_number_collection(bool);
    allow_tax_id(bool); always_create_new_customer(bool);
});

#[derive(Clone)] #[non_exhaustive]
pub enum CheckoutTheme { Dark, Light, System, Unlisted(wire::Unlisted) }
wire::strings!(CheckoutTheme { Dark = "dark", Light = "light", System = "system" });

/// ISO country code alpha2 variant
#[derive(Clone)] #[non_exhaustive]
pub enum CountryCodeAlpha2 {
    Af, Ax, Al, Dz, As, Ad, Ao, Ai, Aq, Ag, Ar, Am, Aw, Au, At, Az, Bs, Bh, Bd, Bb, By, Be, Bz, Bj, Bm, Bt,
    Bo, Bq, Ba, Bw, Bv, Br, Io, Bn, Bg, Bf, Bi, Kh, Cm, Ca, Cv, Ky, Cf, Td, Cl, Cn, Cx, Cc, Co, Km, Cg, Cd,
    Ck, Cr, Ci, Hr, Cu, Cw, Cy, Cz, Dk, Dj, Dm, Do, Ec, Eg, Sv, Gq, Er, Ee, Et, Fk, Fo, Fj, Fi, Fr, Gf, Pf,
    Tf, Ga, Gm, Ge, De, Gh, Gi, Gr, Gl, Gd, Gp, Gu, Gt, Gg, Gn, Gw, Gy, Ht, Hm, Va, Hn, Hk, Hu, Is, In, Id,
    Ir, Iq, Ie, Im, Il, It, Jm, Jp, Je, Jo, Kz, Ke, Ki, Kp, Kr, Kw, Kg, La, Lv, Lb, Ls, Lr, Ly, Li, Lt, Lu,
    Mo, Mk, Mg, Mw, My, Mv, Ml, Mt, Mh, Mq, Mr, Mu, Yt, Mx, Fm, Md, Mc, Mn, Me, Ms, Ma, Mz, Mm, Na, Nr, Np,
    Nl, Nc, Nz, Ni, Ne, Ng, Nu, Nf, Mp, No, Om, Pk, Pw, Ps, Pa, Pg, Py, Pe, Ph, Pn, Pl, Pt, Pr, Qa, Re, Ro,
    Ru, Rw, Bl, Sh, Kn, Lc, Mf, Pm, Vc, Ws, Sm, St, Sa, Sn, Rs, Sc, Sl, Sg, Sx, Sk, Si, Sb, So, Za, Gs, Ss,
    Es, Lk, Sd, Sr, Sj, Sz, Se, Ch, Sy, Tw, Tj, Tz, Th, Tl, Tg, Tk, To, Tt, Tn, Tr, Tm, Tc, Tv, Ug, Ua, Ae,
    Gb, Um, Us, Uy, Uz, Vu, Ve, Vn, Vg, Vi, Wf, Eh, Ye, Zm, Zw, Unlisted(wire::Unlisted)
}
wire::strings!(CountryCodeAlpha2 {
    Af = "AF", Ax = "AX", Al = "AL", Dz = "DZ", As = "AS", Ad = "AD", Ao = "AO", Ai = "AI", Aq = "AQ",
    Ag = "AG", Ar = "AR", Am = "AM", Aw = "AW", Au = "AU", At = "AT", Az = "AZ", Bs = "BS", Bh = "BH",
    Bd = "BD", Bb = "BB", By = "BY", Be = "BE", Bz = "BZ", Bj = "BJ", Bm = "BM", Bt = "BT", Bo = "BO",
    Bq = "BQ", Ba = "BA", Bw = "BW", Bv = "BV", Br = "BR", Io = "IO", Bn = "BN", Bg = "BG", Bf = "BF",
    Bi = "BI", Kh = "KH", Cm = "CM", Ca = "CA", Cv = "CV", Ky = "KY", Cf = "CF", Td = "TD", Cl = "CL",
    Cn = "CN", Cx = "CX", Cc = "CC", Co = "CO", Km = "KM", Cg = "CG", Cd = "CD", Ck = "CK", Cr = "CR",
    Ci = "CI", Hr = "HR", Cu = "CU", Cw = "CW", Cy = "CY", Cz = "CZ", Dk = "DK", Dj = "DJ", Dm = "DM",
    Do = "DO", Ec = "EC", Eg = "EG", Sv = "SV", Gq = "GQ", Er = "ER", Ee = "EE", Et = "ET", Fk = "FK",
    Fo = "FO", Fj = "FJ", Fi = "FI", Fr = "FR", Gf = "GF", Pf = "PF", Tf = "TF", Ga = "GA", Gm = "GM",
    Ge = "GE", De = "DE", Gh = "GH", Gi = "GI", Gr = "GR", Gl = "GL", Gd = "GD", Gp = "GP", Gu = "GU",
    Gt = "GT", Gg = "GG", Gn = "GN", Gw = "GW", Gy = "GY", Ht = "HT", Hm = "HM", Va = "VA", Hn = "HN",
    Hk = "HK", Hu = "HU", Is = "IS", In = "IN", Id = "ID", Ir = "IR", Iq = "IQ", Ie = "IE", Im = "IM",
    Il = "IL", It = "IT", Jm = "JM", Jp = "JP", Je = "JE", Jo = "JO", Kz = "KZ", Ke = "KE", Ki = "KI",
    Kp = "KP", Kr = "KR", Kw = "KW", Kg = "KG", La = "LA", Lv = "LV", Lb = "LB", Ls = "LS", Lr = "LR",
    Ly = "LY", Li = "LI", Lt = "LT", Lu = "LU", Mo = "MO", Mk = "MK", Mg = "MG", Mw = "MW", My = "MY",
    Mv = "MV", Ml = "ML", Mt = "MT", Mh = "MH", Mq = "MQ", Mr = "MR", Mu = "MU", Yt = "YT", Mx = "MX",
    Fm = "FM", Md = "MD", Mc = "MC", Mn = "MN", Me = "ME", Ms = "MS", Ma = "MA", Mz = "MZ", Mm = "MM",
    Na = "NA", Nr = "NR", Np = "NP", Nl = "NL", Nc = "NC", Nz = "NZ", Ni = "NI", Ne = "NE", Ng = "NG",
    Nu = "NU", Nf = "NF", Mp = "MP", No = "NO", Om = "OM", Pk = "PK", Pw = "PW", Ps = "PS", Pa = "PA",
    Pg = "PG", Py = "PY", Pe = "PE", Ph = "PH", Pn = "PN", Pl = "PL", Pt = "PT", Pr = "PR", Qa = "QA",
    Re = "RE", Ro = "RO", Ru = "RU", Rw = "RW", Bl = "BL", Sh = "SH", Kn = "KN", Lc = "LC", Mf = "MF",
    Pm = "PM", Vc = "VC", Ws = "WS", Sm = "SM", St = "ST", Sa = "SA", Sn = "SN", Rs = "RS", Sc = "SC",
    Sl = "SL", Sg = "SG", Sx = "SX", Sk = "SK", Si = "SI", Sb = "SB", So = "SO", Za = "ZA", Gs = "GS",
    Ss = "SS", Es = "ES", Lk = "LK", Sd = "SD", Sr = "SR", Sj = "SJ", Sz = "SZ", Se = "SE", Ch = "CH",
    Sy = "SY", Tw = "TW", Tj = "TJ", Tz = "TZ", Th = "TH", Tl = "TL", Tg = "TG", Tk = "TK", To = "TO",
    Tt = "TT", Tn = "TN", Tr = "TR", Tm = "TM", Tc = "TC", Tv = "TV", Ug = "UG", Ua = "UA", Ae = "AE",
    Gb = "GB", Um = "UM", Us = "US", Uy = "UY", Uz = "UZ", Vu = "VU", Ve = "VE", Vn = "VN", Vg = "VG",
    Vi = "VI", Wf = "WF", Eh = "EH", Ye = "YE", Zm = "ZM", Zw = "ZW"
});

/// Only the cart is required. The checkout page asks the customer for whatever else it needs, so pass what you have; a
/// billing address may be as little as the country. What is known already and complete can go straight to payment, with
/// `confirm`.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CreateCheckoutSessionRequest {
    /// Customers will never see payment methods that are not in this list.
    /// However, adding a method here does not guarantee customers will see it.
    /// Availability still depends on other factors (e.g., customer location, merchant settings).
    ///
    /// Disclaimar: Always provide 'credit' and 'debit' as a fallback.
    /// If all payment methods are unavailable, checkout session will fail.
    ///
    /// Always include `credit` and `debit`: a session whose listed methods are all unavailable to the customer fails. All entries differ.
    pub allowed_payment_method_types: Option<Vec<PaymentMethodTypes>>,
    /// Billing address information for the session
    ///
    /// Used for tax and compliance; only the country is required.
    pub billing_address: Option<CheckoutSessionBillingAddress>,
    /// This field is ingored if adaptive pricing is disabled
    ///
    /// An ISO 4217 code that fixes the currency. Has an effect only if adaptive pricing is enabled for the business; otherwise
    /// the currency of the product is used.
    pub billing_currency: Option<Currency>,
    /// If confirm is true, all the details will be finalized. If required data is missing, an API error is thrown.
    ///
    /// The session is then valid for 15 minutes instead of 24 hours, and the customer confirms nothing more.
    pub confirm: Option<bool>,
    /// Customer details for the session
    ///
    /// Filled in for the customer in advance, or a customer that exists already, by id.
    pub customer: Option<CustomerRequest>,
    /// Customization for the checkout session page
    pub customization: Option<CheckoutSessionCustomization>,
    pub discount_code: Option<String>,
    pub feature_flags: Option<CheckoutSessionFlags>,
    /// Additional metadata associated with the payment. Defaults to empty if not provided.
    ///
    /// Your own keys and values, kept with the session.
    pub metadata: Option<wire::Map<String>>,
    /// Several products in one cart must all be one-time payments: a subscription cannot be mixed with one-time products in
    /// one session.
    pub product_cart: Vec<ProductItemReq>,
    /// The url to redirect after payment failure or success.
    ///
    /// The payment's status comes along in the query of this address. The query travels through the customer's browser, so it
    /// is no proof of payment.
    pub return_url: Option<String>,
    /// Display saved payment methods of a returning customer False by default
    ///
    /// Makes paying faster for a customer who comes back.
    pub show_saved_payment_methods: Option<bool>,
    /// Only for carts with a subscription.
    pub subscription_data: Option<SubscriptionData>,
}
wire::object!(CreateCheckoutSessionRequest {
    allowed_payment_method_types?, billing_address?, billing_currency?, confirm?, customer?, customization?,
    discount_code?, feature_flags?, metadata?, product_cart, return_url?, show_saved_payment_methods?,
    subscription_data?
});
wire::builder!(CreateCheckoutSessionRequest {
    new(product_cart(list ProductItemReq)); allowed_payment_method_types(list PaymentMethodTypes);
    billing_address(into CheckoutSessionBillingAddress); billing_currency(into Currency); confirm(bool);
    customer(into CustomerRequest); customization(into CheckoutSessionCustomization);
    discount_code(into String); feature_flags(into CheckoutSessionFlags); metadata(map String);
    return_url(into String); show_saved_payment_methods(bool); subscription_data(into SubscriptionData);
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct CreateSessionResponse {
    /// Checkout url
    ///
    /// Redirect the customer there; it is valid as long as the session is.
    pub checkout_url: String,
    /// The ID of the created checkout session
    pub session_id: String,
}
wire::object!(CreateSessionResponse { checkout_url, session_id });

#[derive(Clone)] #[non_exhaustive]
pub enum Currency {
    Aed, All, Amd, Ang, Aoa, Ars, Aud, Awg, Azn, Bam, Bbd, Bdt, Bgn, Bhd, Bif, Bmd, Bnd, Bob, Brl, Bsd, Bwp,
    Byn, Bzd, Cad, Chf, Clp, Cny, Cop, Crc, Cup, Cve, Czk, Djf, Dkk, Dop, Dzd, Egp, Etb, Eur, Fjd, Fkp, Gbp,
    Gel, Ghs, Gip, Gmd, Gnf, Gtq, Gyd, Hkd, Hnl, Hrk, Htg, Huf, Idr, Ils, Inr, Iqd, Jmd, Jod, Jpy, Kes, Kgs,
    Khr, Kmf, Krw, Kwd, Kyd, Kzt, Lak, Lbp, Lkr, Lrd, Lsl, Lyd, Mad, Mdl, Mga, Mkd, Mmk, Mnt, Mop, Mru, Mur,
    Mvr, Mwk, Mxn, Myr, Mzn, Nad, Ngn, Nio, Nok, Npr, Nzd, Omr, Pab, Pen, Pgk, Php, Pkr, Pln, Pyg, Qar, Ron,
    Rsd, Rub, Rwf, Sar, Sbd, Scr, Sek, Sgd, Shp, Sle, Sll, Sos, Srd, Ssp, Stn, Svc, Szl, Thb, Tnd, Top, Try,
    Ttd, Twd, Tzs, Uah, Ugx, Usd, Uyu, Uzs, Ves, Vnd, Vuv, Wst, Xaf, Xcd, Xof, Xpf, Yer, Zar, Zmw,
    Unlisted(wire::Unlisted)
}
wire::strings!(Currency {
    Aed = "AED", All = "ALL", Amd = "AMD", Ang = "ANG", Aoa = "AOA", Ars = "ARS", Aud = "AUD", Awg = "AWG",
    Azn = "AZN", Bam = "BAM", Bbd = "BBD", Bdt = "BDT", Bgn = "BGN", Bhd = "BHD", Bif = "BIF", Bmd = "BMD",
    Bnd = "BND", Bob = "BOB", Brl = "BRL", Bsd = "BSD", Bwp = "BWP", Byn = "BYN", Bzd = "BZD", Cad = "CAD",
    Chf = "CHF", Clp = "CLP", Cny = "CNY", Cop = "COP", Crc = "CRC", Cup = "CUP", Cve = "CVE", Czk = "CZK",
    Djf = "DJF", Dkk = "DKK", Dop = "DOP", Dzd = "DZD", Egp = "EGP", Etb = "ETB", Eur = "EUR", Fjd = "FJD",
    Fkp = "FKP", Gbp = "GBP", Gel = "GEL", Ghs = "GHS", Gip = "GIP", Gmd = "GMD", Gnf = "GNF", Gtq = "GTQ",
    Gyd = "GYD", Hkd = "HKD", Hnl = "HNL", Hrk = "HRK", Htg = "HTG", Huf = "HUF", Idr = "IDR", Ils = "ILS",
    Inr = "INR", Iqd = "IQD", Jmd = "JMD", Jod = "JOD", Jpy = "JPY", Kes = "KES", Kgs = "KGS", Khr = "KHR",
    Kmf = "KMF", Krw = "KRW", Kwd = "KWD", Kyd = "KYD", Kzt = "KZT", Lak = "LAK", Lbp = "LBP", Lkr = "LKR",
    Lrd = "LRD", Lsl = "LSL", Lyd = "LYD", Mad = "MAD", Mdl = "MDL", Mga = "MGA", Mkd = "MKD", Mmk = "MMK",
    Mnt = "MNT", Mop = "MOP", Mru = "MRU", Mur = "MUR", Mvr = "MVR", Mwk = "MWK", Mxn = "MXN", Myr = "MYR",
    Mzn = "MZN", Nad = "NAD", Ngn = "NGN", Nio = "NIO", Nok = "NOK", Npr = "NPR", Nzd = "NZD", Omr = "OMR",
    Pab = "PAB", Pen = "PEN", Pgk = "PGK", Php = "PHP", Pkr = "PKR", Pln = "PLN", Pyg = "PYG", Qar = "QAR",
    Ron = "RON", Rsd = "RSD", Rub = "RUB", Rwf = "RWF", Sar = "SAR", Sbd = "SBD", Scr = "SCR", Sek = "SEK",
    Sgd = "SGD", Shp = "SHP", Sle = "SLE", Sll = "SLL", Sos = "SOS", Srd = "SRD", Ssp = "SSP", Stn = "STN",
    Svc = "SVC", Szl = "SZL", Thb = "THB", Tnd = "TND", Top = "TOP", Try = "TRY", Ttd = "TTD", Twd = "TWD",
    Tzs = "TZS", Uah = "UAH", Ugx = "UGX", Usd = "USD", Uyu = "UYU", Uzs = "UZS", Ves = "VES", Vnd = "VND",
    Vuv = "VUV", Wst = "WST", Xaf = "XAF", Xcd = "XCD", Xof = "XOF", Xpf = "XPF", Yer = "YER", Zar = "ZAR",
    Zmw = "ZMW"
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub enum CustomerRequest { AttachExistingCustomer(AttachExistingCustomer), NewCustomer(NewCustomer) }
wire::union!(CustomerRequest {
    NewCustomer: object "email" "name" from NewCustomer,
    AttachExistingCustomer: object "customer_id" from AttachExistingCustomer
});

/// Details of a customer; the email finds an existing one unless `always_create_new_customer` is set.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct NewCustomer { pub email: String, pub name: String, pub phone_number: Option<String> }
wire::object!(NewCustomer { email, name, phone_number? });
wire::builder!(NewCustomer { new(email(into String), name(into String)); phone_number(into String); });

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct OnDemandSubscriptionReq {
    /// Whether adaptive currency fees should be included in the product_price (true) or added on top (false).
    /// This field is ignored if adaptive pricing is not enabled for the business.
    pub adaptive_currency_fees_inclusive: Option<bool>,
    /// If set as True, does not perform any charge and only authorizes payment method details for future use.
    pub mandate_only: bool,
    /// Optional currency of the product price. If not specified, defaults to the currency of the product.
    pub product_currency: Option<Currency>,
    /// Optional product description override for billing and line items.
    /// If not specified, the stored description of the product will be used.
    pub product_description: Option<String>,
    /// Product price for the initial charge to customer
    /// If not specified the stored price of the product will be used
    /// Represented in the lowest denomination of the currency (e.g., cents for USD).
    /// For example, to charge $1.00, pass `100`.
    pub product_price: Option<i32>,
}
wire::object!(OnDemandSubscriptionReq {
    adaptive_currency_fees_inclusive?, mandate_only, product_currency?, product_description?, product_price?
});
wire::builder!(OnDemandSubscriptionReq {
    new(mandate_only(bool)); adaptive_currency_fees_inclusive(bool); product_currency(into Currency);
    product_description(into String); product_price(i32);
});

#[derive(Clone)] #[non_exhaustive]
pub enum PaymentMethodTypes {
    Credit, Debit, UpiCollect, UpiIntent, ApplePay, Cashapp, GooglePay, Multibanco, BancontactCard, Eps,
    Ideal, Przelewy24, Affirm, Klarna, Sepa, Ach, AmazonPay, AfterpayClearpay, Unlisted(wire::Unlisted)
}
wire::strings!(PaymentMethodTypes {
    Credit = "credit", Debit = "debit", UpiCollect = "upi_collect", UpiIntent = "upi_intent",
    ApplePay = "apple_pay", Cashapp = "cashapp", GooglePay = "google_pay", Multibanco = "multibanco",
    BancontactCard = "bancontact_card", Eps = "eps", Ideal = "ideal", Przelewy24 = "przelewy24",
    Affirm = "affirm", Klarna = "klarna", Sepa = "sepa", Ach = "ach", AmazonPay = "amazon_pay",
    AfterpayClearpay = "afterpay_clearpay"
});

#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct ProductItemReq {
    /// only valid if product is a subscription
    pub addons: Option<Vec<AttachAddonReq>>,
    /// Amount the customer pays if pay_what_you_want is enabled. If disabled then amount will be ignored
    /// Represented in the lowest denomination of the currency (e.g., cents for USD). For example, to charge
    /// $1.00, pass `100`. Only applicable for one time payments
    ///
    /// If amount is not set for pay_what_you_want product, customer is allowed to select the amount.
    pub amount: Option<i32>,
    /// unique id of the product
    ///
    /// As the vendor's dashboard shows it under Products, View Details: `prod_123abc456def`.
    pub product_id: String,
    /// Must be greater than 0.
    pub quantity: u32,
}
wire::object!(ProductItemReq { addons?, amount?, product_id, quantity });
wire::builder!(ProductItemReq {
    new(product_id(into String), quantity(u32)); addons(list AttachAddonReq); amount(i32);
});

/// Settings for the subscription in the cart.
#[derive(Clone, PartialEq)] #[non_exhaustive]
pub struct SubscriptionData {
    pub on_demand: Option<OnDemandSubscriptionReq>,
    /// Optional trial period in days If specified, this value overrides the trial period set in the product's price Must be between 0 and 10000 days
    ///
    /// Days before the first charge.
    pub trial_period_days: Option<i32>,
}
wire::object!(SubscriptionData { on_demand?, trial_period_days? });
wire::builder!(SubscriptionData { new(); on_demand(into OnDemandSubscriptionReq); trial_period_days(i32); });
