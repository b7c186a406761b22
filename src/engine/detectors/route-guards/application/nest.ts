// Reads the guards that a NestJS application gives to all of its controllers.
import { guardsOf, visitFile, type FileContext } from '../route.ts';
import { entryOf, lastName } from '../shapes.ts';
import { guardLevelOf } from '../words.ts';
import { applicationFolder, below, isBelow, sampleOf, type ApplicationGuard } from './guard.ts';

/** Guards that count or switch, and let everybody in. */
const asksNobody = /Throttl|RateLimit|Feature|Maintenance|Captcha|Cache/;

/** `{ provide: APP_GUARD, useClass: JwtAuthGuard }` and `app.useGlobalGuards(new JwtAuthGuard())`. */
export function readNest(file: FileContext): ApplicationGuard[] {
  const names: string[] = [];
  visitFile(file, (expression) => {
    if (
      expression.kind === 'object' &&
      lastName(entryOf(expression, 'provide') ?? expression) === 'APP_GUARD'
    ) {
      const given =
        entryOf(expression, 'useClass') ??
        entryOf(expression, 'useExisting') ??
        entryOf(expression, 'useFactory');
      const name = given && lastName(given);
      if (name !== undefined) names.push(name);
    }
    if (
      expression.kind === 'call' &&
      expression.callee.kind === 'member' &&
      expression.callee.property === 'useGlobalGuards'
    )
      for (const { value } of expression.args) names.push(...guardsOf(value, file).map(({ name }) => name));
  });
  const name = names.find((one) => guardLevelOf(one) !== undefined && !asksNobody.test(one));
  if (name === undefined) return [];
  // Wherever a module provides it, it holds for the whole application.
  const top = /^(?:.*?\/)?src\//.exec(file.path)?.[0].replace(/\/$/, '');
  const folder = top ?? applicationFolder(file.path);
  return [
    {
      name,
      covers: (route) =>
        route.framework === 'nest' && isBelow(route.file, folder) ? 'authenticated' : undefined,
      samples: [sampleOf('nest', below(folder, 'a.controller.ts'))],
    },
  ];
}
