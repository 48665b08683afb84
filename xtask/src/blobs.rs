//! Large constants of functions of the rest of the module: they come with it ([`crate::split`]).

use crate::Result;
use crate::split::Late;
use std::collections::BTreeSet;
use walrus::ir::{Const, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, DataKind, MemoryId, Module};

/// A constant by its first bytes, and its length.
pub struct Blob {
    /// As many as no other constant begins with.
    pub begins: Vec<u8>,
    /// In bytes.
    pub length: usize,
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self { length: bytes.len(), begins: bytes }
    }
}

/// The powers of five of Rust's core library, which numbers of many digits are read with: 651 of 128 bits, from 5⁻³⁴² on
/// (core/src/num/dec2flt/table.rs).
pub fn powers_of_five() -> Blob {
    let least = [0xeef4_53d6_923b_d65a_u64, 0x113f_aa29_06a1_3b3f];
    Blob { begins: least.iter().flat_map(|half| half.to_le_bytes()).collect(), length: 651 * 16 }
}

/// One more than the last character is how Rust writes that there is none: it is in much code, and no address.
const NO_CHARACTER: i32 = char::MAX as i32 + 1;

/// Moves constants to the rest, each if it is there once. An error where code of the first file knows an address of one.
pub fn move_blobs(blobs: &[Blob], late: &Late, first: &mut Module, rest: &mut Module) -> Result {
    let mut known = Constants::default();
    for (_, function) in first.funcs.iter_local().filter(|(id, _)| !late.contains(&id.index())) {
        dfs_in_order(&mut known, function, function.entry_block());
    }
    known.0.remove(&NO_CHARACTER);
    blobs.iter().try_for_each(|blob| move_blob(blob, &known, first, rest))
}

fn move_blob(blob: &Blob, known: &Constants, first: &mut Module, rest: &mut Module) -> Result {
    let mut found = vec![];
    for data in first.data.iter() {
        let DataKind::Active { offset: ConstExpr::Value(Value::I32(start)), .. } = data.kind else { continue };
        let room = data.value.len().saturating_sub(blob.length.max(1));
        let places = (0..=room).filter(|at| data.value[*at..].starts_with(&blob.begins));
        found.extend(places.map(|at| (data.id(), start, at)));
    }
    let [(id, start, at)] = found[..] else { return Ok(()) };
    let (place, end) = (start + at as i32, start + (at + blob.length) as i32);
    if known.0.range(place..end).next().is_some() {
        return Err("what is needed first knows of data that is to come with the rest".into());
    }
    // Zeros stay: they take no room where the file is packed.
    let here = &mut first.data.get_mut(id).value[at..at + blob.length];
    let moved = here.to_vec();
    here.fill(0);
    let memory = rest.memories.iter().next().ok_or("the rest has no memory")?.id();
    put(rest, memory, place, moved);
    Ok(())
}

/// Adds data to a module.
fn put(module: &mut Module, memory: MemoryId, place: i32, bytes: Vec<u8>) {
    let data = module.data.add(DataKind::Active { memory, offset: ConstExpr::Value(Value::I32(place)) }, bytes);
    module.memories.get_mut(memory).data_segments.insert(data);
}

/// The whole numbers in code, addresses among them.
#[derive(Default)]
struct Constants(BTreeSet<i32>);

impl Visitor<'_> for Constants {
    fn visit_const(&mut self, constant: &Const) {
        if let Value::I32(number) = constant.value {
            self.0.insert(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::split::split;
    use crate::split::tests::module;

    #[test]
    fn data_of_the_rest_comes_with_it_to_the_place_where_it_was_unless_the_first_file_knows_of_it() {
        let whole = |known: i32| {
            let mut module = Module::from_buffer(&module()).unwrap();
            let memory = module.memories.iter().next().unwrap().id();
            put(&mut module, memory, 100, b"before, blob, after".to_vec());
            let early = module.exports.get_func("early").unwrap();
            module.funcs.get_mut(early).kind.unwrap_local_mut().builder_mut().func_body().i32_const(known).drop();
            module.emit_wasm()
        };
        let data = |bytes: &[u8]| -> Vec<(String, String)> {
            let module = Module::from_buffer(bytes).unwrap();
            module.data.iter().map(|d| (format!("{:?}", d.kind), String::from_utf8(d.value.clone()).unwrap())).collect()
        };
        let blob = [b"blob".to_vec().into()];
        let halves = split(&whole(100), &blob, |name| name == "early").unwrap();
        let (first, rest) = (data(&halves.first), data(&halves.rest));
        assert_eq!(first.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["before, \0\0\0\0, after"]);
        assert!(rest.len() == 1 && rest[0].1 == "blob" && rest[0].0.contains("108"), "{rest:?}");
        assert!(split(&whole(110), &blob, |name| name == "early").is_err());
        let absent = split(&whole(100), &[b"absent".to_vec().into()], |name| name == "early").unwrap();
        assert_eq!(data(&absent.first).len(), 1);
    }
}
