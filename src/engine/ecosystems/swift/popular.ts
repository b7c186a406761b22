// Well-known Swift packages, most used first as far as that is known.

// Written by hand, all of them on GitHub.
const names = `
alamofire/alamofire apple/swift-argument-parser apple/swift-nio apple/swift-log apple/swift-collections
apple/swift-algorithms apple/swift-crypto apple/swift-protobuf apple/swift-syntax apple/swift-async-algorithms
apple/swift-atomics apple/swift-numerics apple/swift-system apple/swift-metrics apple/swift-nio-ssl apple/swift-nio-http2
apple/swift-nio-extras apple/swift-nio-transport-services apple/swift-docc-plugin apple/swift-format apple/swift-markdown
apple/swift-certificates apple/swift-asn1 apple/swift-http-types apple/swift-openapi-generator apple/swift-openapi-runtime
apple/swift-openapi-urlsession apple/swift-service-context apple/swift-distributed-tracing apple/swift-tools-support-core
swiftlang/swift-syntax swiftlang/swift-docc-plugin swiftlang/swift-format swiftlang/swift-markdown swiftlang/swift-testing
swift-server/async-http-client swift-server/swift-service-lifecycle swift-server/swift-aws-lambda-runtime
vapor/vapor vapor/fluent vapor/fluent-kit vapor/fluent-postgres-driver vapor/fluent-sqlite-driver vapor/fluent-mysql-driver
vapor/leaf vapor/jwt vapor/jwt-kit vapor/postgres-nio vapor/postgres-kit vapor/sql-kit vapor/routing-kit vapor/console-kit
vapor/websocket-kit vapor/multipart-kit vapor/redis vapor/queues vapor/apns vapor/async-kit vapor/mysql-nio vapor/sqlite-nio
hummingbird-project/hummingbird grpc/grpc-swift perfectlysoft/perfect kitura/kitura
pointfreeco/swift-composable-architecture pointfreeco/swift-snapshot-testing pointfreeco/swift-dependencies
pointfreeco/swift-case-paths pointfreeco/swift-navigation pointfreeco/swiftui-navigation pointfreeco/swift-parsing
pointfreeco/swift-identified-collections pointfreeco/swift-custom-dump pointfreeco/swift-tagged pointfreeco/swift-clocks
pointfreeco/swift-sharing pointfreeco/swift-perception pointfreeco/combine-schedulers pointfreeco/xctest-dynamic-overlay
pointfreeco/swift-concurrency-extras pointfreeco/swift-macro-testing pointfreeco/sqlite-data
reactivex/rxswift reactivecocoa/reactiveswift reactivecocoa/reactivecocoa combinecommunity/combineext rxswiftcommunity/rxdatasources
onevcat/kingfisher sdwebimage/sdwebimage sdwebimage/sdwebimageswiftui kean/nuke pinterest/pinremoteimage
snapkit/snapkit airbnb/lottie-ios airbnb/lottie-spm airbnb/epoxy-ios airbnb/swift moya/moya
quick/quick quick/nimble realm/realm-swift realm/swiftlint simplydanny/swiftlintplugins nicklockwood/swiftformat
firebase/firebase-ios-sdk google/googlesignin-ios google/gtm-session-fetcher google/promises googlemaps/ios-maps-sdk
facebook/facebook-ios-sdk awslabs/aws-sdk-swift aws-amplify/amplify-swift azuread/microsoft-authentication-library-for-objc
getsentry/sentry-cocoa datadog/dd-sdk-ios newrelic/newrelic-ios-agent-spm amplitude/amplitude-ios mixpanel/mixpanel-swift
segmentio/analytics-swift posthog/posthog-ios bugsnag/bugsnag-cocoa revenuecat/purchases-ios stripe/stripe-ios
braintree/braintree_ios adyen/adyen-ios onesignal/onesignal-ios-sdk onesignal/onesignal-xcframework auth0/auth0.swift
auth0/jwtdecode.swift openid/appauth-ios okta/okta-mobile-swift launchdarkly/ios-client-sdk supabase/supabase-swift
groue/grdb.swift stephencelis/sqlite.swift ccgus/fmdb couchbase/couchbase-lite-ios apollographql/apollo-ios
swiftyjson/swiftyjson tristanhimmelman/objectmapper mxcl/promisekit malcommac/swiftdate hackiftekhar/iqkeyboardmanager
danielgindi/charts scenee/floatingpanel juanpe/skeletonview slackhq/panmodal messagekit/messagekit ra1028/differencekit
instagram/iglistkit texturegroup/texture layoutbox/flexlayout layoutbox/pinlayout roberthein/tinyconstraints
krzyzanowskim/cryptoswift ashleymills/reachability.swift evgenyneu/keychain-swift kishikawakatsumi/keychainaccess
jrendel/swiftkeychainwrapper square/valet daltoniam/starscream socketio/socket.io-client-swift swhitty/flyingfox
httpswift/swifter envoy/embassy weichsel/zipfoundation marmelroy/zip scinfu/swiftsoup tid-kijyun/kanna drmohundro/swxmlhash
cooocoa/xmlcoder maxdesiatov/xmlcoder jpsim/yams lebje/tomlkit sindresorhus/defaults sindresorhus/keyboardshortcuts
sindresorhus/launchatlogin-modern sparkle-project/sparkle soffes/hotkey mas-cli/mas yonaskolb/xcodegen tuist/tuist
krzysztofzablocki/sourcery mac-cain13/r.swift swiftgen/swiftgen swiftgen/swiftgenplugin swinject/swinject hmlongco/factory
hmlongco/resolver uber/needle uber/ribs siteline/swiftui-introspect exyte/popupview gonzalezreal/swift-markdown-ui
simibac/confettiswiftui twostraws/inferno emergetools/pow elai950/alerttoast dasautoooo/parma
johnsundell/publish johnsundell/plot johnsundell/ink johnsundell/files johnsundell/splash
cocoalumberjack/cocoalumberjack swiftybeaver/swiftybeaver kylef/pathkit kylef/stencil stencilproject/stencil
onevcat/rainbow jakeheis/swiftcli kylef/commander nvzqz/filekit jamitlabs/mungo
modelcontextprotocol/swift-sdk macpaw/openai ml-explore/mlx-swift ml-explore/mlx-swift-examples huggingface/swift-transformers
argmaxinc/whisperkit google/generative-ai-swift tensorflow/swift-apis livekit/client-sdk-swift twilio/twilio-video-ios
mapbox/mapbox-maps-ios mapbox/mapbox-navigation-ios maplibre/maplibre-gl-native-distribution
skiptools/skip migueldeicaza/swiftterm migueldeicaza/swiftgodot thebrowsercompany/swift-winrt
`;

/** Well-known Swift packages. */
export const popular = {
  names: [...new Set(names.trim().split(/\s+/))].map((name) => `github.com/${name}`) as readonly string[],
  asOf: '2026-11-21',
  source: 'hand-written list of well-known Swift packages',
};
