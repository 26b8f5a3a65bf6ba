//! Pages: from bytes to articles and comments.

mod entity;
mod page;
