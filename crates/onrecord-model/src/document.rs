//! One article, comment or piece of boilerplate found in a capture.

use crate::capture::CaptureId;
use crate::id::{Id, IdKind};
use crate::offset_map::OffsetMap;
use crate::span::{InText, Span};
use crate::when::When;

/// What a document is to the page it stands on. Only articles are read for the record; the rest
/// is kept and marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// A report, analysis, release.
    Article,
    /// What a reader wrote under it.
    Comment,
    /// Site furniture: menus, banners, lists of other articles.
    Boilerplate,
}

impl Role {
    /// The word used in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Comment => "comment",
            Self::Boilerplate => "boilerplate",
        }
    }
}

/// Who published a document, as its page tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlet {
    /// As the page has it.
    pub name: Option<String>,
    /// Host name without `www.`.
    pub domain: Option<String>,
}

/// Where a document first appeared, if it says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// As it stands in the note: an outlet, “his blog”.
    pub name: String,
    /// The address in the note.
    pub url: Option<String>,
}

/// What intake knows of a document; [`Document::new`] checks it and names it.
#[derive(Clone, Debug, Default)]
pub struct DocumentParts {
    /// Title, if any; `text` begins with it.
    pub title: Option<String>,
    /// Authors as they stand, without “By”.
    pub bylines: Vec<String>,
    /// Who published it.
    pub outlet: Option<Outlet>,
    /// When it was published (not when it was changed).
    pub published: Option<When>,
    /// ISO 639-1 code; `None` where it cannot be told.
    pub language: Option<String>,
    /// Where it first appeared.
    pub origin: Option<Origin>,
    /// Canonical address.
    pub url: Option<String>,
    /// What it is to its page; an article unless said.
    pub role: Option<Role>,
    /// Title and text.
    pub text: String,
    /// First byte of the text after the title.
    pub body_start: u32,
    /// From `text` to the capture.
    pub map: OffsetMap,
    /// Name that the input gave it (the `id` of a JSON line).
    pub source_id: Option<String>,
}

/// One document of a capture. Its text is immutable.
#[derive(Clone, Debug)]
pub struct Document {
    id: Id,
    capture: CaptureId,
    parts: DocumentParts,
}

impl Document {
    /// Names a document. The id is made from the capture, the place in it, the role and the text.
    ///
    /// # Panics
    /// When the map does not describe the text, or `body_start` is not a character bound in it.
    pub fn new(capture: &CaptureId, parts: DocumentParts) -> Self {
        assert_eq!(
            parts.map.text_len() as usize,
            parts.text.len(),
            "map and text differ in length"
        );
        assert!(
            parts.text.is_char_boundary(parts.body_start as usize),
            "body starts in a character"
        );
        let place = parts.map.runs().iter().find_map(|run| run.capture).map_or(0, Span::start);
        let role = parts.role.unwrap_or(Role::Article);
        let fields = [
            capture.as_str().as_bytes(),
            &place.to_le_bytes(),
            role.name().as_bytes(),
            parts.text.as_bytes(),
        ];
        Self { id: Id::of(IdKind::Document, &fields), capture: capture.clone(), parts }
    }

    /// Its name, made from its content.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The capture it was found in.
    pub fn capture(&self) -> &CaptureId {
        &self.capture
    }

    /// Title and text.
    pub fn text(&self) -> &str {
        &self.parts.text
    }

    /// The text after the title.
    pub fn body(&self) -> Span<InText> {
        Span::new(self.parts.body_start, self.parts.map.text_len())
    }

    /// From the text to the bytes of the capture.
    pub fn map(&self) -> &OffsetMap {
        &self.parts.map
    }

    /// What it is to its page.
    pub fn role(&self) -> Role {
        self.parts.role.unwrap_or(Role::Article)
    }

    /// Whether the engine reads it: an article in English, or in a language that cannot be told.
    pub fn is_readable(&self) -> bool {
        self.role() == Role::Article
            && self.parts.language.as_deref().is_none_or(|code| code == "en")
    }

    /// Title, authors, dates and the rest of what intake found.
    pub fn parts(&self) -> &DocumentParts {
        &self.parts
    }
}
