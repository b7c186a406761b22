// Go modules that the standard library has made needless, with what to use instead.
import { readWays } from '../standard-ways.ts';

// Written by hand, 2026-11-21, from the release notes of Go 1.7 to 1.25 and the notes of the modules themselves.
/** By module path, what the standard library offers instead. */
export const standardWays = readWays(`
github.com/pkg/errors: \`errors\` and \`fmt.Errorf\` with \`%w\` wrap errors since Go 1.13
golang.org/x/xerrors: \`errors\` and \`fmt.Errorf\` with \`%w\` wrap errors since Go 1.13
github.com/juju/errors: \`errors\` and \`fmt.Errorf\` with \`%w\` wrap errors since Go 1.13
github.com/go-errors/errors: \`errors\` and \`fmt.Errorf\` with \`%w\` wrap errors since Go 1.13
github.com/hashicorp/errwrap: \`errors.Is\` and \`errors.As\` look into wrapped errors since Go 1.13
github.com/hashicorp/go-multierror: \`errors.Join\` has been part of Go since 1.20
go.uber.org/multierr: \`errors.Join\` has been part of Go since 1.20
go.uber.org/atomic: \`sync/atomic\` has had typed values since Go 1.19
github.com/tevino/abool: \`atomic.Bool\` has been part of Go since 1.19
github.com/tevino/abool/v2: \`atomic.Bool\` has been part of Go since 1.19
github.com/mitchellh/go-homedir: \`os.UserHomeDir\` has been part of Go since 1.12
github.com/kardianos/osext: \`os.Executable\` has been part of Go since 1.8
bitbucket.org/kardianos/osext: \`os.Executable\` has been part of Go since 1.8
github.com/gorilla/context: \`context\` and \`Request.WithContext\` have been part of Go since 1.7
github.com/jteeuwen/go-bindata: \`embed\` has been part of Go since 1.16
github.com/go-bindata/go-bindata: \`embed\` has been part of Go since 1.16
github.com/shuLhan/go-bindata: \`embed\` has been part of Go since 1.16
github.com/elazarl/go-bindata-assetfs: \`embed\` has been part of Go since 1.16
github.com/gobuffalo/packr: \`embed\` has been part of Go since 1.16
github.com/gobuffalo/packr/v2: \`embed\` has been part of Go since 1.16
github.com/markbates/pkger: \`embed\` has been part of Go since 1.16
github.com/rakyll/statik: \`embed\` has been part of Go since 1.16
github.com/GeertJohan/go.rice: \`embed\` has been part of Go since 1.16
github.com/shurcooL/vfsgen: \`embed\` has been part of Go since 1.16
github.com/mjibson/esc: \`embed\` has been part of Go since 1.16
github.com/bmizerany/pat: \`http.ServeMux\` knows methods and wildcards since Go 1.22
github.com/facebookgo/stack: \`runtime.Callers\` and \`debug.Stack\` have the same
github.com/bradfitz/iter: \`for i := range n\` has been part of Go since 1.22
github.com/tmthrgd/go-hex: \`encoding/hex\` has the same
github.com/aead/hkdf: \`crypto/hkdf\` has been part of Go since 1.24
filippo.io/mlkem768: \`crypto/mlkem\` has been part of Go since 1.24
github.com/ahmetb/go-linq: \`slices\`, \`maps\` and iterators have most of it since Go 1.23
github.com/ahmetb/go-linq/v3: \`slices\`, \`maps\` and iterators have most of it since Go 1.23
github.com/dchest/uniuri: \`rand.Text\` of \`crypto/rand\` has been part of Go since 1.24
github.com/facebookgo/ensure: \`testing\` and \`reflect.DeepEqual\` have the same
`);
