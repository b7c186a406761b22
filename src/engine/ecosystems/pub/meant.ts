// What somebody meant who wrote a name that pub.dev does not have: a library of the Dart or Flutter SDK, or a package by another spelling.
import type { Meant } from '../../ecosystem.ts';

const standardLibrary = new Set(
  `dart_async dart_collection dart_convert dart_core dart_developer dart_ffi dart_html dart_io dart_isolate dart_js dart_math
  dart_mirrors dart_typed_data dart_ui flutter flutter_test flutter_driver flutter_localizations flutter_web_plugins
  integration_test sky_engine`.split(/\s+/),
);

// Written by hand, 2026-11-21.
const others = new Map([
  ['sharedpreferences', 'shared_preferences'],
  ['shared_preference', 'shared_preferences'],
  ['urllauncher', 'url_launcher'],
  ['imagepicker', 'image_picker'],
  ['flutter_provider', 'provider'],
  ['flutter_http', 'http'],
  ['flutter_dio', 'dio'],
  ['getx', 'get'],
  ['firestore', 'cloud_firestore'],
  ['firebase_firestore', 'cloud_firestore'],
  ['firebase_functions', 'cloud_functions'],
  ['google_maps', 'google_maps_flutter'],
  ['svg', 'flutter_svg'],
  ['secure_storage', 'flutter_secure_storage'],
  ['local_notifications', 'flutter_local_notifications'],
  ['stripe_flutter', 'flutter_stripe'],
  ['openai', 'openai_dart'],
]);

/** What a name that does not exist stands for, if it is known. */
export function meant(name: string): Meant | undefined {
  const normal = name.toLowerCase().replace(/[-:]/g, '_');
  if (standardLibrary.has(normal)) return { kind: 'standard-library', of: 'the Dart or Flutter SDK' };
  const other = others.get(normal);
  return other === undefined ? undefined : { kind: 'package', name: other };
}
