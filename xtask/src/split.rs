//! The module in two files: what the opening page runs, and the rest, which is loaded when something else is wanted.
//!
//! ```text
//! first   functions on the list, data, the table   stub: call need; …; call_indirect slot
//! rest    all other functions, data that is theirs  imports what it uses of the first, fills the slots
//! ```
//!
//! A function of the rest that the first file refers to has a stub there, and a slot in the table of functions: where its address is
//! taken, the slot that it has anyway, so that nothing stands between once the rest is there; else a new one.
//! Which functions are needed first is a list of names ([`crate::first`]). It decides what is loaded when, never what is computed.

use crate::Result;
use crate::blobs::{Blob, move_blobs};
use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{Call, RefFunc, ReturnCall, Value, Visitor, dfs_in_order};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalId, GlobalKind,
    ImportKind, ImportedFunction, Module, ModuleConfig, TableId, ValType, passes,
};

/// The exported function that brings the rest.
pub const LOAD: &str = "load_rest";

/// How the rest calls the first file.
const HOME: &str = "first";

/// Both files.
pub struct Halves {
    /// What is loaded at once.
    pub first: Vec<u8>,
    /// The rest.
    pub rest: Vec<u8>,
}

/// Splits a module; `is_first` knows functions by the names in the module. A function without a name is needed at once. Blobs are constants
/// of which functions of the rest alone know.
pub fn split(bytes: &[u8], blobs: &[Blob], is_first: impl Fn(&str) -> bool) -> Result<Halves> {
    // Both are parsed from the same bytes, so that a number means the same in both.
    let (mut first, mut rest) = (parse(bytes)?, parse(bytes)?);
    let load = first.exports.get_func(LOAD)?;
    let on_the_way = reached(&first, load);
    let is_late = |id: FunctionId| {
        let name = first.funcs.get(id).name.as_deref();
        !on_the_way.contains(&id) && name.is_some_and(|name| !is_first(name))
    };
    let late: Late =
        first.funcs.iter_local().map(|(id, _)| id).filter(|id| is_late(*id)).map(|id| id.index()).collect();
    let table = main_table(&first)?;
    let slots = slots(&mut first, table, &late);
    rest_of(&mut rest, &late, &slots)?;
    move_blobs(blobs, &late, &mut first, &mut rest)?;
    passes::gc::run(&mut rest);
    stub(&mut first, table, load, &slots);
    join(&mut first, &mut rest)?;
    passes::gc::run(&mut first);
    Ok(Halves { first: first.emit_wasm(), rest: rest.emit_wasm() })
}

/// The functions of the rest, by their numbers.
pub type Late = BTreeSet<usize>;

/// The slots of those late functions that the first file refers to.
type Slots = BTreeMap<usize, u32>;

fn main_table(module: &Module) -> Result<TableId> {
    Ok(module.tables.main_function_table()?.ok_or("the module has no table of functions")?)
}

/// Reads a module; what is written again has no names.
fn parse(bytes: &[u8]) -> Result<Module> {
    Ok(ModuleConfig::new().generate_name_section(false).generate_producers_section(false).parse(bytes)?)
}

/// The places in the table of those late functions that the first file refers to. The table grows by those whose address is not taken.
fn slots(first: &mut Module, table: TableId, late: &Late) -> Slots {
    let mut slots = BTreeMap::new();
    for element in first.elements.iter() {
        let ElementKind::Active { table: of, offset: ConstExpr::Value(Value::I32(offset)) } = &element.kind else {
            continue;
        };
        let ElementItems::Functions(functions) = &element.items else { continue };
        for (place, id) in
            (*offset as u32..).zip(functions).filter(|(_, id)| *of == table && late.contains(&id.index()))
        {
            slots.entry(id.index()).or_insert(place);
        }
    }
    let mut wanted = Wanted::default();
    for (_, function) in first.funcs.iter_local().filter(|(id, _)| !late.contains(&id.index())) {
        dfs_in_order(&mut wanted, function, function.entry_block());
    }
    wanted.0.extend(first.exports.iter().filter_map(|export| match export.item {
        ExportItem::Function(id) => Some(id),
        _ => None,
    }));
    let table = first.tables.get_mut(table);
    for id in wanted.0.iter().map(|id| id.index()).filter(|id| late.contains(id)) {
        slots.entry(id).or_insert_with(|| {
            table.initial += 1;
            table.initial as u32 - 1
        });
    }
    table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
    slots
}

/// A function and all that it calls by name: what brings the rest must not need it.
fn reached(module: &Module, from: FunctionId) -> BTreeSet<FunctionId> {
    let (mut reached, mut open) = (BTreeSet::from([from]), vec![from]);
    while let Some(id) = open.pop() {
        let FunctionKind::Local(function) = &module.funcs.get(id).kind else { continue };
        let mut wanted = Wanted::default();
        dfs_in_order(&mut wanted, function, function.entry_block());
        open.extend(wanted.0.into_iter().filter(|id| reached.insert(*id)));
    }
    reached
}

/// The functions that code refers to.
#[derive(Default)]
struct Wanted(BTreeSet<FunctionId>);

impl Visitor<'_> for Wanted {
    fn visit_call(&mut self, call: &Call) {
        self.0.insert(call.func);
    }

    fn visit_return_call(&mut self, call: &ReturnCall) {
        self.0.insert(call.func);
    }

    fn visit_ref_func(&mut self, reference: &RefFunc) {
        self.0.insert(reference.func);
    }
}

/// Makes the second file of a whole module: everything but the late functions is imported, and these fill their slots.
fn rest_of(rest: &mut Module, late: &Late, slots: &Slots) -> Result {
    let table = main_table(rest)?;
    rest.start = None;
    each(rest.exports.iter().map(|export| export.id()).collect(), |id| rest.exports.delete(id));
    each(rest.data.iter().map(|data| data.id()).collect(), |id| rest.data.delete(id));
    each(rest.elements.iter().map(|element| element.id()).collect(), |id| rest.elements.delete(id));
    each(rest.imports.iter().map(|import| import.id()).collect(), |id| rest.imports.delete(id));
    for function in rest.funcs.iter_mut().filter(|function| !late.contains(&function.id().index())) {
        let import = rest.imports.add(HOME, "", function.id());
        function.kind = FunctionKind::Import(ImportedFunction { import, ty: function.ty() });
    }
    for global in rest.globals.iter().map(|global| global.id()).collect::<Vec<GlobalId>>() {
        rest.globals.get_mut(global).kind = GlobalKind::Import(rest.imports.add(HOME, "", global));
    }
    for table in rest.tables.iter_mut() {
        table.import = Some(rest.imports.add(HOME, "", table.id()));
        table.elem_segments.clear();
    }
    for memory in rest.memories.iter_mut() {
        memory.import = Some(rest.imports.add(HOME, "", memory.id()));
        memory.data_segments.clear();
    }
    let functions: Vec<_> = rest.funcs.iter().map(|function| function.id()).collect();
    let by_place: BTreeMap<_, _> = slots.iter().map(|(number, place)| (*place, functions[*number])).collect();
    let mut runs: Vec<(u32, Vec<FunctionId>)> = vec![];
    for (place, id) in by_place {
        match runs.last_mut() {
            Some((start, run)) if *start + run.len() as u32 == place => run.push(id),
            _ => runs.push((place, vec![id])),
        }
    }
    for (start, run) in runs {
        let offset = ConstExpr::Value(Value::I32(start as i32));
        let segment = rest.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(run));
        rest.tables.get_mut(table).elem_segments.insert(segment);
    }
    Ok(())
}

/// For what changes the list that the items come from.
fn each<T>(items: Vec<T>, act: impl FnMut(T)) {
    items.into_iter().for_each(act);
}

/// Puts stubs in the place of the late functions that have a slot. The others are reached from late ones only.
fn stub(first: &mut Module, table: TableId, load: FunctionId, slots: &Slots) {
    let there = first.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    let mut need = FunctionBuilder::new(&mut first.types, &[], &[]);
    need.func_body().global_get(there).if_else(
        None,
        |_| {},
        |absent| {
            // Marked before, so that a stub on the way would be a trap and not a circle.
            absent.i32_const(1).global_set(there).call(load);
        },
    );
    let need = need.finish(vec![], &mut first.funcs);
    let functions: Vec<_> = first.funcs.iter().map(|function| function.id()).collect();
    for (number, slot) in slots {
        let id = functions[*number];
        let ty = first.funcs.get(id).ty();
        let (parameters, results) = first.types.params_results(ty);
        let (parameters, results) = (parameters.to_vec(), results.to_vec());
        let mut builder = FunctionBuilder::new(&mut first.types, &parameters, &results);
        let arguments: Vec<_> = parameters.iter().map(|ty| first.locals.add(*ty)).collect();
        let mut body = builder.func_body();
        body.call(need);
        for argument in &arguments {
            body.local_get(*argument);
        }
        body.i32_const(*slot as i32).call_indirect(ty, table);
        first.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(arguments));
    }
}

/// Gives what the rest imports a name each, under which the first file exports it.
fn join(first: &mut Module, rest: &mut Module) -> Result {
    for (number, import) in rest.imports.iter_mut().enumerate() {
        import.name = number.to_string();
        let item = match import.kind {
            ImportKind::Function(id) => first.funcs.iter().nth(id.index()).map(|one| one.id().into()),
            ImportKind::Table(id) => first.tables.iter().nth(id.index()).map(|one| one.id().into()),
            ImportKind::Memory(id) => first.memories.iter().nth(id.index()).map(|one| one.id().into()),
            ImportKind::Global(id) => first.globals.iter().nth(id.index()).map(|one| one.id().into()),
            ImportKind::Tag(_) => None,
        };
        let item: ExportItem = item.ok_or("the rest wants something that the module does not have")?;
        first.exports.add(&import.name, item);
    }
    // The table has grown.
    let grown = first.tables.get(main_table(first)?);
    if let Some(table) = rest.tables.main_function_table()? {
        let imported = rest.tables.get_mut(table);
        (imported.initial, imported.maximum) = (grown.initial, grown.maximum);
    }
    Ok(())
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use walrus::{RefType, ir};

    /// `early` calls `late`, which calls `early` and `later`; `told` has an address and nothing else.
    pub fn module() -> Vec<u8> {
        let mut module = Module::default();
        let (table, memory) = (
            module.tables.add_local(false, 2, Some(2), RefType::FUNCREF),
            module.memories.add_local(false, false, 1, None, None),
        );
        let stack = module.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(64)));
        let function = |module: &mut Module, name: &str| {
            let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
            let argument = module.locals.add(ValType::I32);
            builder.name(name.into()).func_body().local_get(argument);
            builder.finish(vec![argument], &mut module.funcs)
        };
        let [early, late, later, told] = ["early", "late", "later", "told"].map(|name| function(&mut module, name));
        let mut body = |id, calls: &[FunctionId]| {
            let mut body = module.funcs.get_mut(id).kind.unwrap_local_mut().builder_mut().func_body();
            for id in calls {
                body.call(*id);
            }
            body.global_get(stack).binop(ir::BinaryOp::I32Add);
        };
        body(early, &[late]);
        body(late, &[early, later]);
        let load = FunctionBuilder::new(&mut module.types, &[], &[]).finish(vec![], &mut module.funcs);
        module.exports.add(LOAD, load);
        module.exports.add("early", early);
        module.exports.add("memory", memory);
        let offset = ConstExpr::Value(Value::I32(1));
        module.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(vec![told]));
        module.emit_wasm()
    }

    #[test]
    fn the_rest_imports_what_the_first_file_exports_and_fills_the_slots_of_its_stubs() {
        let halves = split(&module(), &[], |name| name == "early").unwrap();
        // Parsing validates.
        let (first, rest) = (Module::from_buffer(&halves.first).unwrap(), Module::from_buffer(&halves.rest).unwrap());
        for import in rest.imports.iter() {
            assert_eq!(import.module, HOME);
            assert!(first.exports.iter().any(|export| export.name == import.name), "{}", import.name);
        }
        let sizes =
            [&first, &rest].map(|module| module.tables.iter().map(|t| (t.initial, t.maximum)).collect::<Vec<_>>());
        assert_eq!(sizes, [[(3, Some(3))], [(3, Some(3))]]);
        // `told` where its address is, `late` in the new slot; nobody before calls `later`.
        let filled: usize = rest
            .elements
            .iter()
            .map(|element| match &element.items {
                ElementItems::Functions(functions) => functions.len(),
                ElementItems::Expressions(..) => 0,
            })
            .sum();
        assert_eq!(filled, 2);
        assert_eq!(rest.funcs.iter_local().count(), 3);
        // `early`, what brings the rest, what asks for it, and two stubs.
        assert_eq!(first.funcs.iter_local().count(), 5);
    }

    #[test]
    fn a_module_that_is_needed_as_a_whole_leaves_no_rest() {
        let halves = split(&module(), &[], |_| true).unwrap();
        assert_eq!(Module::from_buffer(&halves.rest).unwrap().funcs.iter().count(), 0);
    }

    #[test]
    fn equal_modules_are_split_into_equal_files() {
        let [one, another] = [(), ()].map(|()| split(&module(), &[], |name| name == "early").unwrap());
        assert!(one.first == another.first && one.rest == another.rest);
    }

    #[test]
    fn a_module_that_nobody_can_bring_the_rest_to_is_an_error() {
        assert!(
            split(&Module::default().emit_wasm(), &[], |_| true).is_err_and(|error| error.to_string().contains(LOAD))
        );
    }
}
