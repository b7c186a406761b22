// Spring and JAX-RS controllers: the route without the guard of its siblings is found, others are silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../assets.ts';
import { finder, shown, type Sample } from '../samples.ts';

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
    'what needs no caller beside what shows the caller theirs',
    'src/Invoices.java',
    `@RestController
@RequestMapping("/invoices")
public class Invoices {
  @GetMapping public List<Invoice> all(@AuthenticationPrincipal Jwt jwt) { return invoices.findByOwner(jwt.getSubject()); }
  @GetMapping("/sums") public List<Sum> sums(@AuthenticationPrincipal Jwt jwt) { return invoices.sums(jwt.getSubject()); }
  @GetMapping("/open") public List<Invoice> open(@AuthenticationPrincipal Jwt jwt) { return invoices.findOpen(jwt.getSubject()); }
  @GetMapping("/rate/{currency}") public String rate(@PathVariable Currency currency) { return rates.of(currency); }
  @PutMapping("/{id}") public Invoice save(@PathVariable Long id, @RequestBody Invoice invoice) { return invoices.save(invoice); }
  @PreAuthorize("hasRole('ADMIN')")
  @DeleteMapping("/{id}") public void drop(@PathVariable Long id) { invoices.deleteById(id); }
}
`,
    ['low sensitive-route-without-guard:7', 'route-without-siblings-guard:8'],
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
