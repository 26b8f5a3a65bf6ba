//! The file of weights: tensors with their shapes checked, lists of class names.

use std::fmt;

use safetensors::{Dtype, SafeTensors};

use super::kernel::{Norm, Packed};

/// Version of the format that this program reads.
const FORMAT: &str = "onrecord-english-1";

/// Why a file of weights cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// It is no safetensors file.
    #[error("not a file of weights: {0}")]
    File(String),
    /// A metadata entry is absent or has another form.
    #[error("metadata `{key}`: {problem}")]
    Metadata {
        /// The entry.
        key: String,
        /// What is wrong.
        problem: String,
    },
    /// A tensor is absent, or its type, shape or values do not fit.
    #[error("tensor `{tensor}`: {problem}")]
    Tensor {
        /// Its name.
        tensor: String,
        /// What is wrong.
        problem: String,
    },
}

impl ModelError {
    pub(crate) fn tensor(tensor: &str, problem: impl fmt::Display) -> Self {
        Self::Tensor { tensor: tensor.to_owned(), problem: problem.to_string() }
    }

    pub(crate) fn metadata(key: &str, problem: impl fmt::Display) -> Self {
        Self::Metadata { key: key.to_owned(), problem: problem.to_string() }
    }
}

/// An open file of weights. Nothing is copied but what is asked for.
pub(crate) struct Weights {
    tensors: SafeTensors<'static>,
    metadata: Vec<(String, String)>,
}

impl Weights {
    /// Opens a file.
    ///
    /// # Errors
    /// If it is no safetensors file of the format that this program reads.
    pub(crate) fn open(bytes: &'static [u8]) -> Result<Self, ModelError> {
        let file = |error: safetensors::SafeTensorError| ModelError::File(error.to_string());
        let (_, header) = SafeTensors::read_metadata(bytes).map_err(file)?;
        let metadata = header.metadata().iter().flatten();
        let metadata = metadata.map(|(key, value)| (key.clone(), value.clone())).collect();
        let weights = Self { tensors: SafeTensors::deserialize(bytes).map_err(file)?, metadata };
        match weights.text("format")? {
            FORMAT => Ok(weights),
            other => Err(ModelError::metadata("format", format!("`{other}` is not `{FORMAT}`"))),
        }
    }

    fn text(&self, key: &str) -> Result<&str, ModelError> {
        let entry = self.metadata.iter().find(|(name, _)| name == key);
        entry.map(|(_, value)| value.as_str()).ok_or_else(|| ModelError::metadata(key, "absent"))
    }

    /// A metadata entry that is a JSON list of strings.
    pub(crate) fn names(&self, key: &str) -> Result<Vec<String>, ModelError> {
        serde_json::from_str(self.text(key)?).map_err(|error| ModelError::metadata(key, error))
    }

    /// A metadata entry that is a JSON list of whole numbers.
    pub(crate) fn numbers(&self, key: &str) -> Result<Vec<u32>, ModelError> {
        serde_json::from_str(self.text(key)?).map_err(|error| ModelError::metadata(key, error))
    }

    /// Class names as values of a type; a name that `of` does not know is an error.
    pub(crate) fn classes<T>(
        &self,
        key: &str,
        of: impl Fn(&str) -> Option<T>,
    ) -> Result<Vec<T>, ModelError> {
        let names = self.names(key)?;
        let class = |name: &String| {
            of(name).ok_or_else(|| ModelError::metadata(key, format!("unknown class `{name}`")))
        };
        names.iter().map(class).collect()
    }

    /// Whether the file has a tensor.
    pub(crate) fn has(&self, tensor: &str) -> bool {
        self.tensors.tensor(tensor).is_ok()
    }

    /// Shape of a tensor of `N` dimensions.
    pub(crate) fn shape<const N: usize>(&self, tensor: &str) -> Result<[usize; N], ModelError> {
        let view = self.tensors.tensor(tensor);
        let view = view.map_err(|_| ModelError::tensor(tensor, "absent"))?;
        let shape = view.shape();
        if shape.contains(&0) {
            return Err(ModelError::tensor(tensor, "empty"));
        }
        <[usize; N]>::try_from(shape)
            .map_err(|_| ModelError::tensor(tensor, format!("shape {shape:?} for {N} dimensions")))
    }

    /// Bytes of a tensor of a type and shape.
    pub(crate) fn bytes(
        &self,
        tensor: &str,
        dtype: Dtype,
        shape: &[usize],
    ) -> Result<&'static [u8], ModelError> {
        let view = self.tensors.tensor(tensor);
        let view = view.map_err(|_| ModelError::tensor(tensor, "absent"))?;
        if view.dtype() != dtype || view.shape() != shape {
            let found = format!("{:?} {:?}, not {dtype:?} {shape:?}", view.dtype(), view.shape());
            return Err(ModelError::tensor(tensor, found));
        }
        Ok(view.data())
    }

    /// Numbers of a tensor of floats.
    pub(crate) fn floats(&self, tensor: &str, shape: &[usize]) -> Result<Vec<f32>, ModelError> {
        let bytes = self.bytes(tensor, Dtype::F32, shape)?.as_chunks().0;
        let floats: Vec<f32> = bytes.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        if floats.iter().all(|value| value.abs() < 1e9) {
            Ok(floats)
        } else {
            Err(ModelError::tensor(tensor, "a value that is no number or too large"))
        }
    }

    /// A layer norm of a width.
    pub(crate) fn norm(&self, name: &str, width: usize) -> Result<Norm, ModelError> {
        Ok(Norm {
            weight: self.floats(&format!("{name}.weight"), &[width])?,
            bias: self.floats(&format!("{name}.bias"), &[width])?,
        })
    }

    /// Packed weights of a linear layer.
    pub(crate) fn packed(&self, tensor: &str, shape: [usize; 2]) -> Result<Packed, ModelError> {
        let bytes = self.bytes(tensor, Dtype::I8, &shape)?;
        Packed::new(bytes, shape[0], shape[1])
            .ok_or_else(|| ModelError::tensor(tensor, "a weight of -128"))
    }
}
