//! What an entry says to a reader and no run computes with: a page need not hold it to train.

/// A text that native builds hold and WebAssembly does not: `xtask` writes it into a file (`pkg/texts.json`), which the page loads when
/// it is wanted. There is no way to read it in WebAssembly, so nothing can depend on it there.
#[derive(Clone, Copy, Debug)]
pub struct Prose<T>(Held<T>);

#[cfg(not(target_arch = "wasm32"))]
type Held<T> = T;
#[cfg(target_arch = "wasm32")]
type Held<T> = std::marker::PhantomData<T>;

/// Prose in a spec.
pub const fn prose<T: Copy>(text: T) -> Prose<T> {
    #[cfg(not(target_arch = "wasm32"))]
    return Prose(text);
    #[cfg(target_arch = "wasm32")]
    {
        let _ = text;
        Prose(std::marker::PhantomData)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<T> std::ops::Deref for Prose<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}
