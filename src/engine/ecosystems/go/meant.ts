// What somebody meant who wrote a name that the proxy does not have: a package of the standard library, or the path under which a module used to lie.
import type { Meant } from '../../ecosystem.ts';

// The first part of each import path of Go 1.24's standard library, without internal and vendored ones.
const standardLibrary = new Set(
  `archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go hash
  html image index io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv strings
  structs sync syscall testing text time unicode unique unsafe weak C builtin`.split(/\s+/),
);

// Modules that moved, or that models name without their real path. Written by hand, 2026-11-21.
const moved = new Map([
  ['github.com/golang/crypto', 'golang.org/x/crypto'],
  ['github.com/golang/net', 'golang.org/x/net'],
  ['github.com/golang/sys', 'golang.org/x/sys'],
  ['github.com/golang/text', 'golang.org/x/text'],
  ['github.com/golang/sync', 'golang.org/x/sync'],
  ['github.com/golang/tools', 'golang.org/x/tools'],
  ['github.com/golang/oauth2', 'golang.org/x/oauth2'],
  ['github.com/grpc/grpc-go', 'google.golang.org/grpc'],
  ['github.com/protocolbuffers/protobuf-go', 'google.golang.org/protobuf'],
  ['github.com/uber-go/zap', 'go.uber.org/zap'],
  ['github.com/uber-go/fx', 'go.uber.org/fx'],
  ['github.com/uber-go/atomic', 'go.uber.org/atomic'],
  ['github.com/go-yaml/yaml', 'gopkg.in/yaml.v3'],
  ['github.com/go-gorm/gorm', 'gorm.io/gorm'],
  ['github.com/mongodb/mongo-go-driver', 'go.mongodb.org/mongo-driver'],
  ['github.com/kubernetes/client-go', 'k8s.io/client-go'],
  ['github.com/kubernetes/api', 'k8s.io/api'],
  ['github.com/kubernetes/apimachinery', 'k8s.io/apimachinery'],
  ['github.com/kubernetes/kubernetes', 'k8s.io/kubernetes'],
  ['github.com/helm/helm', 'helm.sh/helm/v3'],
  ['github.com/etcd-io/bbolt', 'go.etcd.io/bbolt'],
  ['github.com/open-telemetry/opentelemetry-go', 'go.opentelemetry.io/otel'],
  ['github.com/googleapis/google-cloud-go', 'cloud.google.com/go'],
  ['github.com/ent/ent', 'entgo.io/ent'],
  ['github.com/Sirupsen/logrus', 'github.com/sirupsen/logrus'],
  ['github.com/testify/testify', 'github.com/stretchr/testify'],
  ['github.com/cobra/cobra', 'github.com/spf13/cobra'],
  ['github.com/uuid/uuid', 'github.com/google/uuid'],
  ['github.com/openai/go-openai', 'github.com/sashabaranov/go-openai'],
]);

/** Whether an import path is one of the standard library, whose first part has no dot. */
export function isStandardLibrary(path: string): boolean {
  return standardLibrary.has(path.split('/', 1)[0] ?? '');
}

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  if (isStandardLibrary(name)) return { kind: 'standard-library', of: 'Go' };
  const module = moved.get(name);
  return module === undefined ? undefined : { kind: 'package', name: module };
}
