//! Arithmetic of the models: the same bits on every machine.
//!
//! Products of whole numbers are exact, whichever instructions make them. Everything in floating
//! point is written once, as plain loops without fused multiply-add and with a fixed order of
//! sums, and compiled for several sets of instructions; so a path changes the speed and nothing
//! else. Functions of the platform's mathematics library are not used.
//!
//! This module is the only one of the workspace with unsafe code: calls of functions that need
//! instructions which were looked for at run time, and loads from slices whose lengths were checked.
#![expect(unsafe_code, reason = "instructions that are looked for at run time")]

mod buffer;
mod dense;
mod gate;
mod multiply;
#[cfg(target_arch = "aarch64")]
mod neon;
mod row;
#[cfg(test)]
mod tests;
#[cfg(target_arch = "x86_64")]
mod x86;

pub(crate) use buffer::Buffer;
pub(crate) use dense::{GROUP, Matrix, Product, dense};
pub(crate) use gate::gate;
pub(crate) use multiply::{Packed, multiply};
pub(crate) use row::{
    Norm, Sums, add, best, dequantise, largest_norm, leaky, normalise, quantise, quantise_state,
    widen,
};

/// The set of instructions that the models run on. All give the same bits.
///
/// A value is a proof that the machine has the instructions: it comes from [`Path::available`] only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "aarch64")]
    Neon,
}

impl Path {
    /// The paths of this machine, slowest first; the first needs no special instructions.
    pub fn available() -> Vec<Self> {
        let mut paths = vec![Self(Kind::Portable)];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                paths.push(Self(Kind::Avx2));
                if is_x86_feature_detected!("avxvnni") {
                    paths.push(Self(Kind::AvxVnni));
                }
            }
            if is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni")
            {
                paths.push(Self(Kind::Avx512));
            }
        }
        #[cfg(target_arch = "aarch64")]
        if std::arch::is_aarch64_feature_detected!("neon") {
            paths.push(Self(Kind::Neon));
        }
        paths
    }

    /// The fastest path of this machine.
    pub fn fastest() -> Self {
        Self::available().pop().unwrap_or(Self(Kind::Portable))
    }

    /// What a quantised value is XORed with before it is stored: VNNI multiplies unsigned bytes
    /// with signed ones, so there a value lies 128 higher.
    fn flip(self) -> u8 {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Kind::AvxVnni | Kind::Avx512 => 0x80,
            _ => 0,
        }
    }
}

/// Defines a function that takes a [`Path`] and runs `$body`, compiled for that path. The body
/// must be `#[inline(always)]`.
macro_rules! on_paths {
    ($(#[$doc:meta])* fn $name:ident = $body:ident($($arg:ident: $type:ty),* $(,)?) $(-> $out:ty)?) => {
        $(#[$doc])*
        pub(crate) fn $name(path: $crate::network::kernel::Path, $($arg: $type),*) $(-> $out)? {
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn avx2($($arg: $type),*) $(-> $out)? {
                $body($($arg),*)
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx512f,avx512bw,avx512dq,avx512vl")]
            fn avx512($($arg: $type),*) $(-> $out)? {
                $body($($arg),*)
            }
            match path.0 {
                // SAFETY: a `Path` exists only on a machine that has its instructions.
                #[cfg(target_arch = "x86_64")]
                $crate::network::kernel::Kind::Avx2
                | $crate::network::kernel::Kind::AvxVnni => unsafe { avx2($($arg),*) },
                // SAFETY: as above.
                #[cfg(target_arch = "x86_64")]
                $crate::network::kernel::Kind::Avx512 => unsafe { avx512($($arg),*) },
                _ => $body($($arg),*),
            }
        }
    };
}
use on_paths;
