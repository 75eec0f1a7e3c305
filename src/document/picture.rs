//! Pictures without what their makers did not mean to publish.
//!
//! A photograph's metadata names the place, the time, the camera and often its owner, and may
//! hold an uncropped preview. Only what a browser needs to draw the picture is kept: an
//! allow-list, so that a kind of metadata invented tomorrow is left out too.

use std::sync::Arc;

use img_parts::Bytes;
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;

use crate::source::Key;

/// The kinds of picture that are published. GIF (which moves and cannot be stopped: WCAG 2.2.2)
/// and SVG (which can carry script) are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    WebP,
}

/// A picture as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its kind.
    pub format: Format,
    /// Its width as shown, in pixels.
    pub width: u32,
    /// Its height as shown, in pixels.
    pub height: u32,
    /// The file, without metadata.
    pub bytes: Arc<[u8]>,
    /// The fingerprint of those bytes.
    pub key: Key,
    /// What the author's file tells besides, and the published one does not.
    pub hidden: Hidden,
}

/// What a picture's file tells besides what is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Where it was taken.
    pub place: bool,
    /// Words, such as the name of who made it or a description.
    pub words: bool,
}

impl Picture {
    fn new(format: Format, width: u32, height: u32, bytes: &[u8]) -> Self {
        Self {
            format,
            width,
            height,
            bytes: bytes.into(),
            key: Key::of(bytes),
            hidden: Hidden::default(),
        }
    }
}

impl Hidden {
    /// What an EXIF block tells (EXIF 2.32, §4.6.4): the pointer to a GPS directory, and the
    /// tags of description, artist and copyright.
    fn of_exif(tiff: &[u8]) -> Self {
        let has = |tag: u16| Exif::new(tiff).is_some_and(|exif| exif.value(tag).is_some());
        Self {
            place: has(0x8825),
            words: [0x010e, 0x013b, 0x8298].into_iter().any(has),
        }
    }

    const WORDS: Self = Self {
        place: false,
        words: true,
    };

    fn and(self, other: Self) -> Self {
        Self {
            place: self.place || other.place,
            words: self.words || other.words,
        }
    }
}

impl Format {
    /// The kind that a file of this ending (in small letters) should be.
    pub fn of_ending(ending: &str) -> Option<Self> {
        match ending {
            "jpg" | "jpeg" => Some(Self::Jpeg),
            "png" => Some(Self::Png),
            "webp" => Some(Self::WebP),
            _ => None,
        }
    }

    /// The ending of its published files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::WebP => "webp",
        }
    }
}

/// Takes a picture's metadata away. Of a moving PNG the first picture is kept.
///
/// # Errors
///
/// Says in a few words why the picture cannot be read.
pub fn clean(bytes: &[u8], format: Format) -> Result<Picture, String> {
    // An animation says so in the first chunk of a WebP file.
    if format == Format::WebP && bytes.windows(4).take(64).any(|chunk| chunk == b"ANIM") {
        return Err("it moves, and readers could not stop it; save one picture of it".to_owned());
    }
    let input = Bytes::copy_from_slice(bytes);
    let cleaned = match format {
        Format::Jpeg => clean_jpeg(input),
        Format::Png => clean_png(input),
        Format::WebP => clean_webp(input),
    };
    cleaned.map_err(|error| match error {
        img_parts::Error::WrongSignature => {
            "its content is of another kind than its name says".to_owned()
        }
        other => other.to_string(),
    })
}

const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
/// What picture agencies write: IPTC.
const APP13: u8 = 0xed;
const APP14: u8 = 0xee;

/// The segments that a decoder needs (ITU-T T.81, table B.1): frames, scans, and the tables and
/// figures that they refer to.
fn is_needed(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc7 | 0xc9..=0xcf | 0xda..=0xdd)
}

fn clean_jpeg(input: Bytes) -> Result<Picture, img_parts::Error> {
    let mut jpeg = Jpeg::from_bytes(input)?;
    let exif = |segment: &JpegSegment| Some(segment.contents().strip_prefix(b"Exif\0\0")?.to_vec());
    let orientation = jpeg
        .segments_by_marker(APP1)
        .filter_map(exif)
        .find_map(|tiff| exif_orientation(&tiff))
        .unwrap_or(1);
    let hidden = jpeg
        .segments()
        .iter()
        .map(|segment| match segment.marker() {
            APP1 => exif(segment).map_or(Hidden::WORDS, |tiff| Hidden::of_exif(&tiff)),
            APP13 | markers::COM => Hidden::WORDS,
            _ => Hidden::default(),
        });
    let hidden = hidden.fold(Hidden::default(), Hidden::and);
    let segments = jpeg.segments_mut();
    segments.retain(|segment| match segment.marker() {
        // The colour transform that decoders need; the JFIF header; the colour profile.
        APP14 => segment.contents().starts_with(b"Adobe"),
        APP0 => segment.contents().starts_with(b"JFIF\0"),
        APP2 => segment.contents().starts_with(b"ICC_PROFILE\0"),
        marker => is_needed(marker),
    });
    for segment in segments
        .iter_mut()
        .filter(|segment| segment.marker() == APP0)
    {
        let header = segment.contents();
        // The JFIF header may hold a small preview after its 14 bytes of figures.
        if header.len() > 14 {
            let mut figures = header[..14].to_vec();
            figures[12..14].fill(0);
            *segment = JpegSegment::new_with_contents(APP0, figures.into());
        }
    }
    if orientation != 1 {
        // Without this one figure a photograph taken upright would lie on its side.
        segments.insert(
            usize::from(segments.first().is_some_and(|first| first.marker() == APP0)),
            orientation_segment(orientation),
        );
    }
    cut_after_end(segments);
    let (width, height) = jpeg.dimensions().ok_or(img_parts::Error::Truncated)?;
    let (width, height) = if orientation >= 5 {
        (height, width)
    } else {
        (width, height)
    };
    Ok(Picture {
        hidden,
        ..Picture::new(
            Format::Jpeg,
            width.into(),
            height.into(),
            &jpeg.encoder().bytes(),
        )
    })
}

/// Keeps the scans of a picture and nothing behind or between them: telephones hang films behind
/// the end of a picture, and some programs write remarks between its scans.
fn cut_after_end(segments: &mut [JpegSegment]) {
    let Some(last) = segments.iter_mut().find(|segment| segment.has_entropy()) else {
        return;
    };
    let encoded = last.clone().encoder().bytes();
    let header = 2 + 2 + last.contents().len();
    let scans = scans_only(encoded.get(header..).unwrap_or_default());
    *last = JpegSegment::new_with_entropy(last.marker(), last.contents().clone(), scans.into());
}

/// Walks over entropy-coded data (ITU-T T.81, B.1.1.5): in it, 0xFF is followed by 0, by a
/// restart marker, or by the marker of the next segment, which gives its length.
fn scans_only(data: &[u8]) -> Vec<u8> {
    const RESTARTS: std::ops::RangeInclusive<u8> = 0xd0..=0xd7;
    let mut kept = Vec::with_capacity(data.len());
    let mut at = 0;
    while let Some(&byte) = data.get(at) {
        let marker = data
            .get(at + 1)
            .copied()
            .filter(|next| byte == markers::P && *next != 0 && !RESTARTS.contains(next));
        match marker {
            None => {
                kept.push(byte);
                at += 1;
            }
            Some(markers::P) => at += 1,
            Some(markers::EOI) => break,
            Some(marker) => {
                let length = data.get(at + 2..at + 4).map_or(0, |pair| {
                    usize::from(u16::from_be_bytes([pair[0], pair[1]]))
                });
                let end = (at + 2 + length.max(2)).min(data.len());
                if is_needed(marker) {
                    kept.extend_from_slice(&data[at..end]);
                }
                at = end;
            }
        }
    }
    kept.extend_from_slice(&[markers::P, markers::EOI]);
    kept
}

/// The first directory of an EXIF block.
struct Exif<'a> {
    tiff: &'a [u8],
    little: bool,
    directory: usize,
}

impl<'a> Exif<'a> {
    fn new(tiff: &'a [u8]) -> Option<Self> {
        let mut exif = Self {
            tiff,
            little: tiff.starts_with(b"II"),
            directory: 0,
        };
        exif.directory = exif.long(4)?;
        Some(exif)
    }

    fn short(&self, at: usize) -> Option<u16> {
        let pair = self.tiff.get(at..at + 2)?.try_into().ok()?;
        Some(if self.little {
            u16::from_le_bytes(pair)
        } else {
            u16::from_be_bytes(pair)
        })
    }

    fn long(&self, at: usize) -> Option<usize> {
        let four = self.tiff.get(at..at + 4)?.try_into().ok()?;
        Some(if self.little {
            u32::from_le_bytes(four)
        } else {
            u32::from_be_bytes(four)
        } as usize)
    }

    /// The first figure of a tag's value.
    fn value(&self, tag: u16) -> Option<u16> {
        (0..usize::from(self.short(self.directory)?))
            .map(|entry| self.directory + 2 + entry * 12)
            .find(|entry| self.short(*entry) == Some(tag))
            .and_then(|entry| self.short(entry + 8))
    }
}

/// The orientation (1 to 8) that EXIF gives: tag 0x0112 of the first directory (EXIF 2.32, §4.6.4).
fn exif_orientation(tiff: &[u8]) -> Option<u16> {
    let orientation = Exif::new(tiff)?.value(0x0112);
    orientation.filter(|orientation| (1..=8).contains(orientation))
}

fn orientation_segment(orientation: u16) -> JpegSegment {
    let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend_from_slice(&orientation.to_be_bytes());
    exif.extend_from_slice(&[0; 6]);
    JpegSegment::new_with_contents(APP1, exif.into())
}

fn clean_png(input: Bytes) -> Result<Picture, img_parts::Error> {
    const KEPT: [&[u8; 4]; 13] = [
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP",
        b"sBIT", b"bKGD", b"pHYs",
    ];
    let mut png = Png::from_bytes(input)?;
    let hidden = png.chunks().iter().map(|chunk| match &chunk.kind() {
        b"eXIf" => Hidden::of_exif(chunk.contents()),
        b"tEXt" | b"zTXt" | b"iTXt" => Hidden::WORDS,
        _ => Hidden::default(),
    });
    let hidden = hidden.fold(Hidden::default(), Hidden::and);
    png.chunks_mut()
        .retain(|chunk| KEPT.contains(&&chunk.kind()));
    let (width, height) = png.dimensions().ok_or(img_parts::Error::Truncated)?;
    Ok(Picture {
        hidden,
        ..Picture::new(Format::Png, width, height, &png.encoder().bytes())
    })
}

fn clean_webp(input: Bytes) -> Result<Picture, img_parts::Error> {
    const KEPT: [&[u8; 4]; 7] = [
        b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP",
    ];
    /// The bits of VP8X that promise EXIF and XMP chunks.
    const METADATA_BITS: u8 = 0b0000_1100;
    let mut webp = WebP::from_bytes(input)?;
    let (width, height) = webp.dimensions().ok_or(img_parts::Error::Truncated)?;
    let exif = webp
        .chunk_by_id(*b"EXIF")
        .and_then(|chunk| chunk.content().data());
    let hidden = exif.map_or_else(Hidden::default, |data| {
        Hidden::of_exif(data.strip_prefix(b"Exif\0\0").unwrap_or(data))
    });
    let hidden = if webp.has_chunk(*b"XMP ") {
        hidden.and(Hidden::WORDS)
    } else {
        hidden
    };
    let chunks = webp.chunks_mut();
    chunks.retain(|chunk| KEPT.contains(&&chunk.id()));
    for chunk in chunks.iter_mut().filter(|chunk| chunk.id() == *b"VP8X") {
        if let Some(data) = chunk.content().data() {
            let mut data = data.to_vec();
            if let Some(flags) = data.first_mut() {
                *flags &= !METADATA_BITS;
            }
            *chunk = RiffChunk::new(*b"VP8X", RiffContent::Data(data.into()));
        }
    }
    Ok(Picture {
        hidden,
        ..Picture::new(Format::WebP, width, height, &webp.encoder().bytes())
    })
}
