// Crates that Rust's standard library has made needless, with what to use instead.
import { readWays } from '../standard-ways.ts';

// Written by hand, 2026-11-21, from the release notes of Rust 1.26 to 1.90 and the notes of the crates themselves.
/** By name, what the standard library offers instead. */
export const standardWays = readWays(`
lazy_static: \`std::sync::LazyLock\` has been part of Rust since 1.80
once_cell: \`std::sync::OnceLock\` (Rust 1.70) and \`LazyLock\` (Rust 1.80) are the same
lazycell: \`std::cell::OnceCell\` has been part of Rust since 1.70
matches: \`matches!\` has been part of Rust since 1.42
num_cpus: \`std::thread::available_parallelism\` has been part of Rust since 1.59
atty: \`std::io::IsTerminal\` has been part of Rust since 1.70
is-terminal: \`std::io::IsTerminal\` has been part of Rust since 1.70
memoffset: \`std::mem::offset_of!\` has been part of Rust since 1.77
maybe-uninit: \`std::mem::MaybeUninit\` has been part of Rust since 1.36
array-init: \`std::array::from_fn\` has been part of Rust since 1.63
maplit: \`HashMap::from([(key, value)])\` has been part of Rust since 1.56
boolinator: \`bool::then\` and \`bool::then_some\` have been part of Rust since 1.62
option-filter: \`Option::filter\` has been part of Rust since 1.27
is_sorted: \`slice::is_sorted\` has been part of Rust since 1.82
slice-group-by: \`slice::chunk_by\` has been part of Rust since 1.77
void: \`std::convert::Infallible\` has been part of Rust since 1.34
unreachable: \`std::hint::unreachable_unchecked\` has been part of Rust since 1.27
checked_int_cast: \`TryFrom\` has been part of Rust since 1.34
byteorder: \`to_be_bytes\` and \`from_be_bytes\` of the numbers have been part of Rust since 1.32
proc-macro-hack: macros in the place of expressions have been part of Rust since 1.45
os_pipe: \`std::io::pipe\` has been part of Rust since 1.87
fs2: \`File::lock\` has been part of Rust since 1.89
home: \`std::env::home_dir\` is right on every system since Rust 1.85
scoped_threadpool: \`std::thread::scope\` has been part of Rust since 1.63
failure: \`std::error::Error\` with its \`source\` has been part of Rust since 1.30
`);
