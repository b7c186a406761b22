// Spring and JAX-RS controllers: the route without the guard of its siblings is found, others are silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../assets.ts';
import { finder, shown, type Sample } from './samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const spring = (last: string, type = 'String name'): string => `@RestController
@RequestMapping("/api/users")
public class UserController {
  @PreAuthorize("hasRole('ADMIN')")
  @PostMapping
  public User create(@RequestBody User user) { return users.save(user); }

  @PreAuthorize("hasRole('ADMIN')")
  @PutMapping("/{id}")
  public User update(@PathVariable Long id, @RequestBody User user) { return users.save(user); }

  ${last}
  public void remove(@PathVariable Long id, ${type}) { users.deleteById(id); }
}
`;

const samples: Sample[] = [
  ['a delete without', 'src/UserController.java', spring('@DeleteMapping("/{id}")'), ['route-without-siblings-guard:12']], // prettier-ignore
  ['a delete with', 'src/UserController.java', spring(`@DeleteMapping("/{id}") @PreAuthorize("hasRole('ADMIN')")`), []], // prettier-ignore
  ['one that knows its caller', 'src/UserController.java', spring('@DeleteMapping("/{id}")', 'Principal principal'), ['low sensitive-route-without-guard:12']], // prettier-ignore
  ['no route at all', 'src/UserController.java', spring('@Transactional'), []],
  [
    'guards of the class',
    'src/Admin.java',
    `@RestController
@PreAuthorize("hasRole('ADMIN')")
public class Admin {
  @PostMapping("/a") public void a() { x.save(); }
  @PostMapping("/b") public void b() { x.save(); }
  @DeleteMapping("/c/{id}") public void c(@PathVariable Long id) { x.deleteById(id); }
}
`,
    [],
  ],
  [
    'no guard in the file: it stands elsewhere',
    'src/Items.java',
    `@RestController
public class Items {
  @PostMapping("/a") public void a() { x.save(); }
  @DeleteMapping("/users/{id}") public void c(@PathVariable Long id) { x.deleteById(id); }
}
`,
    [],
  ],
  [
    'Kotlin',
    'src/Items.kt',
    `@RestController
class Items(private val items: ItemRepository) {
    @PostMapping("/items")
    @Secured("ROLE_ADMIN")
    fun create(@RequestBody item: Item) = items.save(item)

    @PutMapping("/items/{id}")
    @Secured("ROLE_ADMIN")
    fun update(@PathVariable id: Long, @RequestBody item: Item) = items.save(item)

    @DeleteMapping("/items/{id}")
    fun remove(@PathVariable id: Long) = items.deleteById(id)
}
`,
    ['route-without-siblings-guard:11'],
  ],
  [
    'JAX-RS',
    'src/Users.java',
    `@Path("/users")
public class Users {
  @POST @RolesAllowed("admin") public Response create(User user) { return store.save(user); }
  @PUT @Path("/{id}") @RolesAllowed("admin") public Response update(@PathParam("id") long id) { return store.save(id); }
  @DELETE @Path("/{id}")
  public Response remove(@PathParam("id") long id) { return store.delete(id); }
}
`,
    ['route-without-siblings-guard:5'],
  ],
];

describe('controllers', () => {
  it.each(samples)('%s', (_, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});
