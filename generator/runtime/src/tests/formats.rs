//! Text in a format: what is kept, what is checked, and what other types make of it.

use std::fmt::Debug;
use std::time::{SystemTime, UNIX_EPOCH};

use super::super::formats::{
    Base64, Base64Url, Date, DateTime, Decimal, DecimalNumber, Duration, Time, Uuid,
};
use super::super::wire;

/// Texts of one format: those that are what it says, and others. All of them are read and written as they are.
fn kept<T: wire::Slot + PartialEq + Debug>(is_valid: fn(&T) -> bool, right: &[&str], wrong: &[&str]) {
    for (texts, expected) in [(right, true), (wrong, false)] {
        for text in texts {
            let json = serde_json::to_string(text).unwrap();
            let value: T = wire::from_json(json.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(wire::to_json(&value).unwrap()).unwrap(), json);
            assert_eq!(is_valid(&value), expected, "{text}");
            assert_eq!(format!("{value:?}"), format!("{text:?}"));
        }
    }
    assert!(wire::from_json::<T>(b"1").unwrap_err().message.contains("expected a string"));
}

#[test]
fn dates_and_times() {
    kept(
        DateTime::is_valid,
        &[
            "1985-04-12T23:20:50.52Z",
            "1996-12-19T16:39:57-08:00",
            "1990-12-31T23:59:60Z",
            "1990-12-31T15:59:60-08:00",
            "2024-02-29t00:00:00.123456789012z",
            "2000-01-01T00:00:00+23:59",
        ],
        &[
            "",
            "yesterday",
            "2023-02-29T00:00:00Z",
            "2023-13-01T00:00:00Z",
            "2023-01-01 00:00:00Z",
            "2023-01-01T00:00:00",
            "2023-01-01T24:00:00Z",
            "2023-01-01T00:60:00Z",
            "2023-01-01T12:00:60Z",
            "2023-01-01T00:00:00.Z",
            "2023-01-01T00:00:00+24:00",
            "2023-01-01T00:00:00ZZ",
            "2023-01-01T00:00:0\u{665}Z",
            "é023-01-01T00:00:00Z",
        ],
    );
    kept(
        Date::is_valid,
        &["2024-02-29", "0000-01-01"],
        &["2100-02-29", "2024-1-1", "2024-00-01", "24-01-01", "2024-01-01T"],
    );
    kept(Time::is_valid, &["00:00:00Z", "23:59:59.9+05:30"], &["00:00:00", "1:00:00Z", "00:00Z"]);
}

#[test]
fn spans() {
    kept(
        Duration::is_valid,
        &["P1D", "PT1M", "P1Y2M3DT4H5M6S", "P4W", "PT0.5S", "PT36H", "P1Y3D", "P0D"],
        &["", "P", "PT", "P1", "1D", "P1H", "P1DT", "P1S", "P1D2Y", "P1Y1W", "P-1D", "PT1.5H1S", "P1DT1H1D"],
    );
    let std = |text: &str| std::time::Duration::try_from(&Duration::from(text)).ok();
    assert_eq!(std("P1DT1H1M1.5S"), Some(std::time::Duration::from_millis(90_061_500)));
    assert_eq!(std("P2W"), Some(std::time::Duration::from_secs(1_209_600)));
    assert_eq!(std("P0Y"), Some(std::time::Duration::ZERO));
    for text in ["P1M", "P1Y", "soon", "PT99999999999999999999S"] {
        assert_eq!(std(text), None, "{text}");
    }
    assert_eq!(Duration::from(std::time::Duration::from_millis(1_500)).as_str(), "PT1.5S");
}

#[test]
fn identifiers() {
    kept(
        Uuid::is_valid,
        &["f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6"],
        &["", "cus_123", "f81d4fae7dec11d0a76500a0c91e6bf6", "f81d4fae-7dec-11d0-a765-00a0c91e6bfg"],
    );
    let number = 0xf81d_4fae_7dec_11d0_a765_00a0_c91e_6bf6;
    assert_eq!(Uuid::from(number).as_str(), "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    assert_eq!(Uuid::from("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6").as_u128(), Some(number));
    assert_eq!(Uuid::from(7u128).as_u128(), Some(7));
    assert_eq!(Uuid::from("cus_123").as_u128(), None);
}

#[test]
fn decimals() {
    kept(
        Decimal::is_valid,
        &["0", "-0", "19.90", "+1", ".5", "1e3", "1.5E-7", "123456789012345678901234567890.10"],
        &["", "-", ".", "1.", "1e", "0x1", "1,5", "NaN", "Infinity", " 1", "1 "],
    );
    assert_eq!(Decimal::from(-5).as_str(), "-5");
    assert_eq!(Decimal::from("19.90").to_f64(), Some(19.9));
    assert_eq!(Decimal::from("nan").to_f64(), None);
}

/// Numbers keep every digit, in JSON.
#[test]
fn decimal_numbers() {
    for text in [
        "0",
        "-1",
        "19.9",
        "0.1",
        "18446744073709551616",
        "123456789012345678901234567890.123456789",
        "0.12345678901234567890",
        "1e400",
        "1.5E-7",
    ] {
        let value: DecimalNumber = wire::from_json(text.as_bytes()).unwrap();
        assert_eq!(value.as_str(), text);
        assert_eq!(format!("{value:?}"), text);
        for written in [wire::to_json(&value).unwrap(), serde_json::to_vec(&vec![value]).unwrap()] {
            let written = String::from_utf8(written).unwrap();
            assert_eq!(written.trim_matches(['[', ']']), text);
        }
    }
    let written =
        |text: &str| wire::to_json(&DecimalNumber::from(text)).map(|json| String::from_utf8(json).unwrap());
    assert_eq!(written("+1").unwrap(), "1");
    assert_eq!(written(".5").unwrap(), "0.5");
    assert_eq!(written("-007").unwrap(), "-7");
    assert_eq!(written("19.90").unwrap(), "19.9");
    for wrong in ["", "many", "1.", "NaN", "1,5", "\"1\"", "[1]"] {
        assert!(written(wrong).unwrap_err().message.contains("is no number"), "{wrong}");
    }
    for wrong in ["\"1\"", "[1]", "{}", "null", "true"] {
        let error = wire::from_json::<DecimalNumber>(wrong.as_bytes()).unwrap_err();
        assert!(error.message.contains("expected a number"), "{wrong}: {error}");
    }
    // What was kept before it was known what it is, and formats without digits, have those of a double.
    let kept: DecimalNumber = serde_json::from_value(serde_json::json!(19.9)).unwrap();
    assert_eq!(kept.as_str(), "19.9");
    let mut cbor = Vec::new();
    ciborium::into_writer(&[DecimalNumber::from("0.12345678901234567890"), 7u32.into()], &mut cbor).unwrap();
    let read: Vec<DecimalNumber> = ciborium::from_reader(cbor.as_slice()).unwrap();
    assert_eq!(read.iter().map(DecimalNumber::as_str).collect::<Vec<_>>(), ["0.12345678901234568", "7"]);
    let yaml: Vec<DecimalNumber> = serde_yaml::from_str("[19.9, 7, -1]").unwrap();
    assert_eq!(yaml.iter().map(DecimalNumber::as_str).collect::<Vec<_>>(), ["19.9", "7", "-1"]);
}

#[test]
fn what_is_parsed_is_checked() {
    assert_eq!("2024-02-29".parse::<Date>().map(Date::into_string), Ok("2024-02-29".to_owned()));
    let refused = "2023-02-29".parse::<Date>().unwrap_err();
    assert_eq!(refused.to_string(), "expected a date");
    assert!("".parse::<Uuid>().is_err());
    assert_eq!(Date::from("2023-02-29").as_str(), "2023-02-29");
    assert_eq!(format!("{:>12}|", Date::from("2024-02-29")), "  2024-02-29|");
}

#[test]
fn days() {
    assert_eq!(Date::from_ymd(2024, 2, 29).unwrap().ymd(), Some((2024, 2, 29)));
    assert_eq!(Date::from_ymd(2023, 2, 29), None);
    assert_eq!(Date::from("soon").ymd(), None);
}

/// Every day of four centuries, which is how long it takes the calendar to repeat, and moments around the epoch.
#[test]
fn system_time() {
    let day = std::time::Duration::from_secs(86_400);
    let mut time = UNIX_EPOCH - 100_000 * day;
    let mut before = String::new();
    for _ in 0..146_200 {
        let text = DateTime::from(time);
        assert!(text.is_valid(), "{text}");
        assert_eq!(SystemTime::try_from(&text), Ok(time));
        assert!(before.as_str() < text.as_str(), "{before} {text}");
        before = text.into_string();
        time += day;
    }
    let of = |text: &str| SystemTime::try_from(&DateTime::from(text)).ok();
    assert_eq!(of("1970-01-01T00:00:00Z"), Some(UNIX_EPOCH));
    assert_eq!(of("1970-01-01T05:30:00+05:30"), Some(UNIX_EPOCH));
    assert_eq!(
        of("2001-09-09T01:46:40.5Z"),
        Some(UNIX_EPOCH + std::time::Duration::from_millis(1_000_000_000_500))
    );
    assert_eq!(of("yesterday"), None);
    for nanos in [1, 999_999_999, 500_000_000] {
        for time in [
            UNIX_EPOCH - std::time::Duration::from_nanos(nanos),
            UNIX_EPOCH + std::time::Duration::from_nanos(nanos),
        ] {
            assert_eq!(SystemTime::try_from(&DateTime::from(time)), Ok(time));
        }
    }
    assert_eq!(
        DateTime::from(UNIX_EPOCH - std::time::Duration::from_millis(500)).as_str(),
        "1969-12-31T23:59:59.5Z"
    );
}

#[test]
fn bytes() {
    kept(
        Base64::is_valid,
        &["", "Zg==", "Zg", "Zm9v\r\nYmFy", "+/8="],
        &[
            "Z", "Zm9vY", "Zg=", "Zg===", "====", "=", "Z=g=", "Zm9v=", "Zh==", "Zm9=", "Zm_v", "Zm-v",
            "Zmé", "Zg==Zg==",
        ],
    );
    kept(Base64Url::is_valid, &["-_8", "-_8="], &["+/8="]);
    for length in 0..=7 {
        for byte in 0..=255u8 {
            let bytes: Vec<u8> = (0..length).map(|place| byte.wrapping_mul(place + 1)).collect();
            assert_eq!(Base64::from(bytes.as_slice()).decode().as_ref(), Some(&bytes));
            assert_eq!(Base64Url::from(bytes.clone()).decode(), Some(bytes));
        }
    }
    assert_eq!(Base64::from(&[0xfb, 0xff]).as_str(), "+/8=");
    assert_eq!(Base64Url::from(&[0xfb, 0xff]).as_str(), "-_8");
    assert_eq!(Base64::from_text("Zm9v\nYmFy").decode().as_deref(), Some(b"foobar".as_slice()));
    assert_eq!(Base64::from_text("no base64!").decode(), None);
}

#[cfg(feature = "chrono")]
#[test]
fn types_of_chrono() {
    let text = DateTime::from("2024-02-29T12:00:00.250+05:30");
    let time: chrono::DateTime<chrono::FixedOffset> = (&text).try_into().unwrap();
    assert_eq!(DateTime::from(time), text);
    assert!(chrono::DateTime::<chrono::FixedOffset>::try_from(&DateTime::from("soon")).is_err());
    let day = chrono::NaiveDate::try_from(&Date::from("2024-02-29")).unwrap();
    assert_eq!(Date::from(day).as_str(), "2024-02-29");
}

#[cfg(feature = "jiff")]
#[test]
fn types_of_jiff() {
    let time: jiff::Timestamp = (&DateTime::from("2024-02-29T12:00:00.25+05:30")).try_into().unwrap();
    assert_eq!(DateTime::from(time).as_str(), "2024-02-29T06:30:00.25Z");
    let day = jiff::civil::Date::try_from(&Date::from("2024-02-29")).unwrap();
    assert_eq!(Date::from(day).as_str(), "2024-02-29");
    let span = jiff::Span::try_from(&Duration::from("P1Y2M3DT4H5M6S")).unwrap();
    assert_eq!(Duration::from(span).as_str(), "P1Y2M3DT4H5M6S");
    assert!(jiff::Timestamp::try_from(&DateTime::from("soon")).is_err());
}

#[cfg(feature = "time")]
#[test]
fn types_of_time() {
    let text = DateTime::from("2024-02-29T12:00:00.25+05:30");
    let time: time::OffsetDateTime = (&text).try_into().unwrap();
    assert_eq!(DateTime::try_from(time).unwrap(), text);
    let day = time::Date::try_from(&Date::from("2024-02-29")).unwrap();
    assert_eq!(Date::from(day).as_str(), "2024-02-29");
    assert!(time::OffsetDateTime::try_from(&DateTime::from("soon")).is_err());
}

#[cfg(feature = "uuid")]
#[test]
fn types_of_uuid() {
    let id = uuid::Uuid::try_from(&Uuid::from("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6")).unwrap();
    assert_eq!(Uuid::from(id).as_str(), "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
    assert!(uuid::Uuid::try_from(&Uuid::from("cus_123")).is_err());
}

#[cfg(feature = "rust_decimal")]
#[test]
fn types_of_rust_decimal() {
    for text in ["19.90", "-0.000001", "79228162514264337593543950335"] {
        let number = rust_decimal::Decimal::try_from(&Decimal::from(text)).unwrap();
        assert_eq!(Decimal::from(number).as_str(), text);
    }
    assert!(rust_decimal::Decimal::try_from(&Decimal::from("1.5e3")).is_ok());
    assert!(rust_decimal::Decimal::try_from(&Decimal::from("many")).is_err());
}
