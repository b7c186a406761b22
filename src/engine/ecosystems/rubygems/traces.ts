// Says by which text a file shows that it uses a gem, where gems show it at all.
import type { Dependency } from '../../ecosystem.ts';

// Written by hand, 2026-11-21: what Rails and Rack load by themselves, servers, drivers, tools and plugins.
const silent =
  /^(?:rails|active|action|rack|sprockets|capistrano|rubocop|guard|jekyll|fluent-plugin|logstash|omniauth|devise|carrierwave|sidekiq|dotenv|spring|turbo|stimulus|importmap|jsbundling|cssbundling|dartsass|tailwindcss|solid_|mini_racer|execjs|opentelemetry|google-|aws-)|^(?:puma|unicorn|thin|passenger|falcon|webrick|pg|mysql2|sqlite3|trilogy|redis|hiredis|bootsnap|tzinfo-data|jbuilder|image_processing|mini_magick|ruby-vips|sassc|sass|coffee-script|uglifier|terser|bcrypt|lograge|newrelic_rpm|skylight|scout_apm|foreman|kamal|thruster|propshaft|importmap|webpacker|erubi|erubis|tilt|haml|hamlit|slim|kaminari|pagy|rake|bundler|irb|debug|byebug|pry|minitest|rspec|json|bigdecimal|base64|csv|logger|ostruct|benchmark|mutex_m|drb|observer|nokogiri|sorbet|tapioca|rexml|net-.*)$|(?:-rails|_rails|-server|-adapter|-plugin|-cli|_on_rails)$/;

/** The gem's name, the path of its feature and its module; nothing where its use need not show. */
export function traces({ name }: Pick<Dependency, 'name'>): readonly string[] {
  if (silent.test(name)) return [];
  const bare = name.replace(/^ruby-|-ruby$/, '');
  return [
    ...new Set(
      [name, bare].flatMap((one) => [
        one,
        one.replaceAll('-', '/'),
        one.replaceAll('-', '_'),
        one.replaceAll('-', '::').replaceAll('_', ''),
        one.replace(/[-_]/g, ''),
      ]),
    ),
  ];
}
