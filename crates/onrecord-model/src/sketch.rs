//! Near-duplicates: MinHash over word shingles.
//!
//! A. Broder, “On the resemblance and containment of documents”, 1997; banding after Leskovec,
//! Rajaraman and Ullman, “Mining of Massive Datasets”, chapter 3.

/// Words in a shingle.
const SHINGLE: usize = 4;
/// Hashes in a sketch.
const HASHES: usize = 96;
/// Hashes in a band: two texts meet when one whole band agrees.
const ROWS: usize = 4;
/// Texts of fewer words are not compared: a few shared words say nothing.
const MIN_WORDS: usize = 20;

/// A short summary of a text that tells how much of its wording another text shares.
///
/// ```
/// use onrecord_model::Sketch;
/// let text = "The minister said on Monday that the bridge across the river would be closed for \
///             repairs until the end of the year, and that buses would run instead.";
/// let a = Sketch::of(text).unwrap();
/// let b = Sketch::of(&text.replace("would run", "will run")).unwrap();
/// assert!(a.resemblance(&b) > 0.6);
/// assert!(Sketch::of("Too short to tell").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    mins: Box<[u32; HASHES]>,
}

impl Sketch {
    /// From this resemblance on two texts are taken for one article.
    pub const DUPLICATE: f64 = 0.6;

    /// The sketch of a text; `None` if it has too few words.
    pub fn of(text: &str) -> Option<Self> {
        let words: Vec<u64> = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(|word| {
                word.chars()
                    .flat_map(char::to_lowercase)
                    .fold(0x1234_5678, |hash, c| mix(hash ^ u64::from(c)))
            })
            .collect();
        if words.len() < MIN_WORDS {
            return None;
        }
        let mut mins = Box::new([u32::MAX; HASHES]);
        for shingle in words.windows(SHINGLE) {
            let base = shingle.iter().fold(0, |hash, &word| mix(hash ^ word));
            let step = mix(base) | 1;
            let mut hash = base;
            for min in mins.iter_mut() {
                hash = hash.wrapping_add(step);
                *min = (*min).min(mix_high(hash));
            }
        }
        Some(Self { mins })
    }

    /// Estimated share of shingles that both texts have, 0…1 (Jaccard; standard error .05).
    #[expect(clippy::cast_precision_loss, reason = "at most 96")]
    pub fn resemblance(&self, other: &Self) -> f64 {
        let same = self.mins.iter().zip(other.mins.iter()).filter(|(a, b)| a == b).count();
        same as f64 / HASHES as f64
    }

    /// Keys to look up: two texts that resemble each other by .6 or more share one with a
    /// probability of .96 or more, by .7 with .998.
    pub fn bands(&self) -> impl Iterator<Item = u64> + '_ {
        self.mins.chunks(ROWS).enumerate().map(|(band, rows)| {
            rows.iter().fold(band as u64, |hash, &row| mix(hash ^ u64::from(row)))
        })
    }

    /// Stored form.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.mins.iter().flat_map(|min| min.to_le_bytes()).collect()
    }

    /// From the stored form; `None` for another length.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        if bytes.len() != HASHES * 4 {
            return None;
        }
        let mut mins = Box::new([0; HASHES]);
        for (min, chunk) in mins.iter_mut().zip(bytes.chunks_exact(4)) {
            *min = u32::from_le_bytes(chunk.try_into().ok()?);
        }
        Some(Self { mins })
    }
}

/// Finalizer of splitmix64: every bit of the input moves every bit of the output.
fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

fn mix_high(x: u64) -> u32 {
    let x = (x ^ (x >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (x >> 32) as u32
}
