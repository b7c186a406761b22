// NuGet packages that .NET itself has made needless, with what to use instead.
import { readWays } from '../standard-ways.ts';

// Written by hand, 2026-11-21, from Microsoft's notes on .NET. What .NET Standard 2.0 still needs is left out.
/** By name in small letters, what .NET offers instead. */
export const standardWays = readWays(`
microsoft.bcl: every .NET since 4.5 has what it adds
microsoft.bcl.async: \`async\` and \`await\` need no package since .NET 4.5
microsoft.net.http: \`HttpClient\` has been part of .NET since 4.5
system.net.http: \`HttpClient\` is part of .NET, and this package has known flaws
system.valuetuple: \`ValueTuple\` has been part of .NET since 4.7 and Core 2.0
netstandard.library: the SDK brings it by itself
linqbridge: LINQ has been part of .NET since 3.5
asyncbridge: \`async\` and \`await\` need no package since .NET 4.5
taskparallellibrary: \`System.Threading.Tasks\` has been part of .NET since 4.0
system.linq: it is part of .NET
system.collections: it is part of .NET
system.threading.tasks: it is part of .NET
system.io.filesystem: it is part of .NET
`);
