// Laravel, Symfony and WordPress: the route without the guard of its siblings, the hook that asks nobody.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../assets.ts';
import { finder, shown, type Sample } from '../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const samples: Sample[] = [
  [
    'asked before each action',
    'application/controllers/RoleController.php',
    `<?php
class RoleController extends Controller
{
  public function init()
  {
    $this->assertPermission('config/roles');
  }
  public function listAction() { $this->view->roles = $this->roles->all(); }
  public function removeAction() { $this->authorize('remove'); $this->roles->remove($this->params->get('id')); }
  public function addAction() { $this->roles->add($this->params->get('name')); }
}
`,
    [],
  ],
  [
    'asked in each action but one',
    'application/controllers/RoleController.php',
    `<?php
class RoleController extends Controller
{
  public function init()
  {
    $this->view->title = 'Roles';
  }
  public function editAction() { $this->assertPermission('roles'); $this->roles->update($this->params->get('id')); }
  public function removeAction() { $this->assertPermission('roles'); $this->roles->remove($this->params->get('id')); }
  public function addAction() { $this->roles->add($this->params->get('name')); }
}
`,
    ['route-without-siblings-guard:10'],
  ],
  [
    'asked by a comment in one of them',
    'application/controllers/RoleController.php',
    `<?php
class RoleController extends Controller
{
  public function init()
  {
    // $this->assertPermission('roles');
    $this->view->title = 'Roles';
  }
  public function editAction() { $this->assertPermission('roles'); $this->roles->update($this->params->get('id')); }
  public function removeAction() { $this->assertPermission('roles'); $this->roles->remove($this->params->get('id')); }
  public function addAction() { /* $this->assertPermission('roles'); */ $this->roles->add($this->params->get('name')); }
}
`,
    ['route-without-siblings-guard:11'],
  ],
  [
    'wp 1',
    'app/case.php',
    `<?php
add_action('wp_ajax_delete_item', 'delete_item_cb');
function delete_item_cb() {
  global $wpdb;
  $wpdb->delete('items', ['id' => intval($_POST['id'])]);
  wp_die();
}
`,
    ['sensitive-route-without-guard:3'],
  ],
  [
    'wp 2',
    'app/case.php',
    `<?php
add_action('wp_ajax_save_opts', 'save_opts');
function save_opts() {
  check_ajax_referer('save', 'nonce');
  if (!current_user_can('manage_options')) { wp_die(); }
  update_option('my_opt', sanitize_text_field($_POST['v']));
}
`,
    [],
  ],
  [
    'wp 3',
    'app/case.php',
    `<?php
class P {
  function __construct() {
    add_action('wp_ajax_nopriv_upd', array($this, 'upd'));
    add_action('wp_ajax_ok', [$this, 'fine']);
  }
  public function upd() {
    update_option($_POST['k'], $_POST['v']);
  }
  public function fine() {
    $this->verify_request();
    update_option('a', $_POST['v']);
  }
}
`,
    ['sensitive-route-without-guard:7'],
  ],
  [
    'wp page without a nonce',
    'app/case.php',
    `<?php
add_action('admin_menu', 'acme_menu');
function acme_menu() {
  add_menu_page('Acme', 'Acme', 'manage_options', 'acme', 'acme_page');
  add_options_page('Acme', 'Acme', 'manage_options', 'acme-more', 'acme_more');
}
function acme_page() {
  if (isset($_POST['title'])) { update_option('acme_title', sanitize_text_field($_POST['title'])); }
  echo '<form method="post">' . wp_nonce_field('acme') . '</form>';
}
function acme_more() {
  if (isset($_POST['title'])) {
    check_admin_referer('acme');
    update_option('acme_title', sanitize_text_field($_POST['title']));
  }
}
`,
    ['sensitive-route-without-guard:7'],
  ],
  [
    'wp functions that run for every request',
    'app/case.php',
    `<?php
class P {
  function __construct() {
    add_action('admin_init', array($this, 'save'));
    add_action('init', [$this, 'setup']);
    add_action('init', [$this, 'guarded']);
  }
  public function save() {
    if (isset($_GET['reset'])) { delete_option('acme'); }
  }
  public function setup() { add_option('acme', '1'); }
  public function guarded() {
    if (isset($_GET['reset']) && current_user_can('manage_options')) { delete_option('acme'); }
  }
}
`,
    ['sensitive-route-without-guard:8'],
  ],
  [
    'wp 4',
    'app/case.php',
    `<?php
register_rest_route('my/v1', '/x', array(
  'methods' => 'POST',
  'callback' => 'my_cb',
  'permission_callback' => '__return_true',
));
register_rest_route('my/v1', '/y', array(
  'methods' => 'GET',
  'callback' => 'my_cb',
  'permission_callback' => '__return_true',
));
`,
    ['authorization-opened:5'],
  ],
  [
    'wp routes that say yes to everyone, or nothing',
    'app/case.php',
    `<?php
register_rest_route('my/v1', '/a', [
  'methods' => 'DELETE',
  'callback' => 'my_a',
  'permission_callback' => fn () => true,
]);
register_rest_route('my/v1', '/b', [
  'methods' => WP_REST_Server::CREATABLE,
  'callback' => 'my_b',
  'permission_callback' => function (WP_REST_Request $request) {
    return true;
  },
]);
register_rest_route('my/v1', '/c', ['methods' => 'POST', 'callback' => 'my_c']);
register_rest_route('my/v1', '/d', [
  'methods' => 'POST',
  'callback' => 'my_d',
  'permission_callback' => function () { return current_user_can('edit_posts'); },
]);
register_rest_route('my/v1', '/e', ['methods' => 'GET', 'callback' => 'my_e', 'permission_callback' => fn () => true]);
register_rest_route('my/v1', '/f', ['methods' => 'GET', 'callback' => 'my_f']);
`,
    ['authorization-opened:5', 'authorization-opened:10', 'authorization-opened:14'],
  ],
  [
    'wp 5: where the request came from is no question who sends it',
    'app/case.php',
    `<?php
add_action('wp_ajax_acme_delete', 'acme_delete');
add_action('wp_ajax_acme_hide', 'acme_hide');
function acme_delete() {
  wp_delete_post((int) $_POST['id']);
  wp_safe_redirect(add_query_arg('n', wp_create_nonce('n'), wp_get_referer()));
}
function acme_hide() {
  check_ajax_referer('acme');
  wp_delete_post((int) $_POST['id']);
  wp_safe_redirect(wp_get_referer());
}
`,
    ['sensitive-route-without-guard:4'],
  ],
  [
    'laravel 5',
    'routes/web.php',
    `<?php
Route::get('/', [HomeController::class, 'index']);
Route::middleware(['auth'])->group(function () {
    Route::get('/orders', [OrderController::class, 'index']);
    Route::post('/orders', [OrderController::class, 'store']);
    Route::put('/orders/{id}', [OrderController::class, 'update']);
});
Route::delete('/orders/{id}', [OrderController::class, 'destroy']);
Route::post('/login', [AuthController::class, 'login']);
Route::post('/contact', [ContactController::class, 'send']);
`,
    ['route-without-siblings-guard:8'],
  ],
  [
    'laravel 6',
    'routes/api.php',
    `<?php
Route::post('/posts', 'PostController@store')->middleware('auth:sanctum');
Route::put('/posts/{post}', 'PostController@update')->middleware('auth:sanctum');
Route::delete('/posts/{post}', 'PostController@destroy');
Route::get('/posts', 'PostController@index');
`,
    ['route-without-siblings-guard:4'],
  ],
  [
    'laravel 7',
    'app/Http/Controllers/PostController.php',
    `<?php
class PostController extends Controller {
  public function __construct() { $this->middleware('auth')->except(['index', 'show', 'destroy']); }
  public function index() { return Post::all(); }
  public function show($id) { return Post::find($id); }
  public function store(Request $r) { return Post::create($r->validated()); }
  public function update(Request $r, $id) { Post::find($id)->update($r->validated()); }
  public function destroy($id) { Post::find($id)->delete(); }
}
`,
    ['route-without-siblings-guard:8'],
  ],
  [
    'laravel 8',
    'app/Http/Controllers/DocController.php',
    `<?php
class DocController extends Controller {
  public function update(Request $request, Doc $doc) {
    $this->authorize('update', $doc);
    $doc->update($request->validated());
  }
  public function store(Request $request) {
    $this->authorize('create', Doc::class);
    return Doc::create($request->validated());
  }
  public function destroy(Doc $doc) {
    $doc->delete();
  }
}
`,
    ['route-without-siblings-guard:11'],
  ],
  [
    'symfony 9',
    'app/case.php',
    `<?php
class AdminController extends AbstractController {
  #[Route('/admin/users', methods: ['POST'])]
  #[IsGranted('ROLE_ADMIN')]
  public function add(Request $request): Response { return $this->json([]); }
  #[Route('/admin/users/{id}', methods: ['PUT'])]
  #[IsGranted('ROLE_ADMIN')]
  public function edit(int $id): Response { return $this->json([]); }
  #[Route('/admin/users/{id}', methods: ['DELETE'])]
  public function remove(int $id): Response { $this->users->remove($id); return $this->json([]); }
}
`,
    ['route-without-siblings-guard:10'],
  ],
  [
    'symfony 10',
    'app/case.php',
    `<?php
#[IsGranted('ROLE_ADMIN')]
class SettingsController extends AbstractController {
  #[Route('/settings', methods: ['POST'])]
  public function save(): Response { return $this->json([]); }
  #[Route('/settings/{id}', methods: ['DELETE'])]
  public function remove(int $id): Response { return $this->json([]); }
}
`,
    [],
  ],
  [
    'laravel 11',
    'app/Http/Controllers/PlainController.php',
    `<?php
class PlainController extends Controller {
  public function store(Request $r) { return Post::create($r->validated()); }
  public function destroy($id) { Post::find($id)->delete(); }
}
`,
    [],
  ],
];

describe('routes', () => {
  it.each(samples)('%s', (_name, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});
