//! A partnership's colours, and whether text in them can be read.
//!
//! Contrast is that of WCAG 2.2, success criterion 1.4.3: at least 4.5 to 1 for text. Nearest
//! colours are looked for in Oklab (B. Ottosson, “A perceptual color space for image
//! processing”, 2020), where equal steps look equal, by lightness alone: the hue stays the
//! partnership's own.

use serde::Serialize;

use crate::diagnostic::Diagnostic;
use crate::model::settings::Brand as Wanted;
use crate::source::Spanned;
use crate::theme::Grounds;

/// The least contrast of text: WCAG 2.2, success criterion 1.4.3.
const LEAST: f64 = 4.5;

/// The colours that the style sheet of a site is made with, as `#rrggbb`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Brand {
    /// Links and bands in light mode.
    pub(super) primary: String,
    /// Links and bands in dark mode.
    pub(super) primary_dark: String,
    /// Text on a ground of `primary`.
    pub(super) on_primary: String,
    /// Text on a ground of `primary_dark`.
    pub(super) on_primary_dark: String,
}

/// Works out a site's colours on the grounds of its theme.
pub(super) fn brand(
    wanted: &Wanted,
    grounds: &Grounds,
    diagnostics: &mut Vec<Diagnostic>,
) -> Brand {
    let light = Colour::parse(&grounds.light);
    let dark = Colour::parse(&grounds.dark);
    let primary = wanted.primary.as_ref().map_or_else(
        || Colour::parse(&grounds.brand),
        |colour| Colour::parse(&colour.value),
    );
    check(wanted.primary.as_ref(), light, "light", diagnostics);
    check(wanted.primary_dark.as_ref(), dark, "dark", diagnostics);
    let primary_dark = match &wanted.primary_dark {
        Some(colour) => Colour::parse(&colour.value),
        None => primary.nearest_readable_on(dark),
    };
    Brand {
        primary: primary.to_string(),
        primary_dark: primary_dark.to_string(),
        on_primary: primary.text_on_it().to_string(),
        on_primary_dark: primary_dark.text_on_it().to_string(),
    }
}

fn check(
    wanted: Option<&Spanned<String>>,
    ground: Colour,
    mode: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(wanted) = wanted else { return };
    let colour = Colour::parse(&wanted.value);
    let contrast = colour.contrast(ground);
    if contrast >= LEAST {
        return;
    }
    diagnostics.push(
        Diagnostic::error(
            "low-contrast",
            wanted.span.clone(),
            // Rounded down, so that 4.49 is not called 4.5.
            format!("text in {} on the theme's {mode} paper {ground} has a contrast of {:.1} to 1, and it needs 4.5", wanted.value, (contrast * 10.0).floor() / 10.0),
        )
        .help(format!("The nearest colour of the same hue that passes is {}.", colour.nearest_readable_on(ground))),
    );
}

/// A colour of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

impl std::fmt::Display for Colour {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "#{:02x}{:02x}{:02x}",
            self.red, self.green, self.blue
        )
    }
}

impl Colour {
    const WHITE: Self = Self {
        red: 255,
        green: 255,
        blue: 255,
    };
    const BLACK: Self = Self {
        red: 0,
        green: 0,
        blue: 0,
    };

    /// Reads `#rrggbb`, which is the only form in which colours come here.
    fn parse(hex: &str) -> Self {
        let part = |at: usize| {
            hex.get(at..at + 2)
                .and_then(|pair| u8::from_str_radix(pair, 16).ok())
        };
        let part = |at| part(at).expect("invariant: colours are read as #rrggbb");
        Self {
            red: part(1),
            green: part(3),
            blue: part(5),
        }
    }

    /// The share of light of each part (WCAG 2.2, relative luminance).
    fn linear(self) -> [f64; 3] {
        [self.red, self.green, self.blue].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.linear();
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// White where it can be read, black elsewhere; one of the two always can.
    fn text_on_it(self) -> Self {
        if self.contrast(Self::WHITE) >= LEAST {
            Self::WHITE
        } else {
            Self::BLACK
        }
    }

    /// The colour of the same hue, and as far as it goes of the same strength, that is nearest
    /// in lightness and can be read on this ground.
    fn nearest_readable_on(self, ground: Self) -> Self {
        const STEPS: u32 = 1000;
        if self.contrast(ground) >= LEAST {
            return self;
        }
        let [lightness, a, b] = self.oklab();
        let steps = (1..=STEPS).map(|step| f64::from(step) / f64::from(STEPS));
        let nearby = steps
            .flat_map(|step| [lightness - step, lightness + step])
            .filter(|lightness| (0.0..=1.0).contains(lightness));
        let readable = nearby
            .map(|lightness| Self::from_oklab([lightness, a, b]))
            .find(|colour| colour.contrast(ground) >= LEAST);
        readable.unwrap_or_else(|| ground.text_on_it())
    }

    fn oklab(self) -> [f64; 3] {
        let [red, green, blue] = self.linear();
        let long =
            (0.412_221_470_8 * red + 0.536_332_536_3 * green + 0.051_445_992_9 * blue).cbrt();
        let middle =
            (0.211_903_498_2 * red + 0.680_699_545_1 * green + 0.107_396_956_6 * blue).cbrt();
        let short =
            (0.088_302_461_9 * red + 0.281_718_837_6 * green + 0.629_978_700_5 * blue).cbrt();
        [
            0.210_454_255_3 * long + 0.793_617_785_0 * middle - 0.004_072_046_8 * short,
            1.977_998_495_1 * long - 2.428_592_205_0 * middle + 0.450_593_709_9 * short,
            0.025_904_037_1 * long + 0.782_771_766_2 * middle - 0.808_675_766_0 * short,
        ]
    }

    /// The colour of these figures; where sRGB has none, the strength is taken back until it has.
    fn from_oklab([lightness, a, b]: [f64; 3]) -> Self {
        const STEPS: u32 = 64;
        let weaker = (0..=STEPS)
            .rev()
            .map(|step| f64::from(step) / f64::from(STEPS));
        weaker
            .map(|strength| linear_of([lightness, a * strength, b * strength]))
            .find(|linear| in_gamut(*linear))
            .map_or_else(
                || {
                    if lightness > 0.5 {
                        Self::WHITE
                    } else {
                        Self::BLACK
                    }
                },
                |linear| {
                    let [red, green, blue] = linear.map(encoded);
                    Self { red, green, blue }
                },
            )
    }
}

fn linear_of([lightness, a, b]: [f64; 3]) -> [f64; 3] {
    let long = (lightness + 0.396_337_777_4 * a + 0.215_803_757_3 * b).powi(3);
    let middle = (lightness - 0.105_561_345_8 * a - 0.063_854_172_8 * b).powi(3);
    let short = (lightness - 0.089_484_177_5 * a - 1.291_485_548_0 * b).powi(3);
    [
        4.076_741_662_1 * long - 3.307_711_591_3 * middle + 0.230_969_929_2 * short,
        -1.268_438_004_6 * long + 2.609_757_401_1 * middle - 0.341_319_396_5 * short,
        -0.004_196_086_3 * long - 0.703_418_614_7 * middle + 1.707_614_701_0 * short,
    ]
}

fn in_gamut(linear: [f64; 3]) -> bool {
    linear
        .iter()
        .all(|part| (-0.000_1..=1.000_1).contains(part))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is between 0 and 255 and rounded"
)]
fn encoded(part: f64) -> u8 {
    let part = part.clamp(0.0, 1.0);
    let part = if part <= 0.003_130_8 {
        part * 12.92
    } else {
        1.055 * part.powf(1.0 / 2.4) - 0.055
    };
    (part * 255.0).round() as u8
}
