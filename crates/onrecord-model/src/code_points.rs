//! Between bytes and code points of one text.

/// Bytes between two remembered places.
const STEP: usize = 128;

/// Converts offsets of one text between UTF-8 bytes and Unicode code points, in constant time.
///
/// ```
/// use onrecord_model::CodePoints;
/// let points = CodePoints::new("“no” – said");
/// assert_eq!(points.from_byte(3), 1);
/// assert_eq!(points.to_byte(1), Some(3));
/// ```
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `i * STEP`; empty when the text is ASCII.
    before: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let mut before = Vec::new();
        if !text.is_ascii() {
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                before.push(count);
                count += Self::starts(chunk);
            }
        }
        Self { text, before }
    }

    #[expect(clippy::cast_possible_truncation, reason = "texts are at most u32::MAX bytes long")]
    fn starts(bytes: &[u8]) -> u32 {
        bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count() as u32
    }

    /// Code points before a byte offset.
    ///
    /// # Panics
    /// When the offset lies beyond the text.
    pub fn from_byte(&self, byte: u32) -> u32 {
        if self.before.is_empty() {
            return byte;
        }
        let at = byte as usize;
        let block = (at / STEP).min(self.before.len() - 1);
        self.before[block] + Self::starts(&self.text.as_bytes()[block * STEP..at])
    }

    /// Byte offset of the code point number `point`; `None` beyond the end of the text.
    pub fn to_byte(&self, point: u32) -> Option<u32> {
        if self.before.is_empty() {
            return (point as usize <= self.text.len()).then_some(point);
        }
        let block = self.before.partition_point(|&before| before <= point) - 1;
        // A character may lie across the bound of two blocks: its first byte counts.
        let mut left = point - self.before[block];
        let bytes = self.text.as_bytes();
        let mut at = block * STEP;
        loop {
            let starts = bytes.get(at).is_none_or(|byte| byte & 0xC0 != 0x80);
            if starts && left == 0 {
                return u32::try_from(at).ok();
            }
            if at >= bytes.len() {
                return None;
            }
            left -= u32::from(starts);
            at += 1;
        }
    }
}
