// PHP programs: plain scripts, WordPress, Laravel, Symfony, CodeIgniter, Slim, and how a value travels in PHP.
export const classes = ['sql-injection', 'command-injection', 'path-traversal', 'file-inclusion', 'xss', 'ldap-injection', 'xpath-injection', 'code-injection', 'open-redirect', 'ssrf', 'deserialization', 'xxe', 'insecure-transport', 'cookies', 'csrf', 'error-details', 'trust-boundary', 'regex-injection', 'template-injection', 'mass-assignment']; // prettier-ignore
/** Each follows the opening tag. */
export const programs = String.raw`
--- the host of an address is tested
$url = $_GET['url'];
if (parse_url($url, PHP_URL_HOST) !== 'files.acme.org') { exit; }
file_get_contents($url);
--- the scheme of an address is tested
$url = $_GET['url'];
if (parse_url($url, PHP_URL_SCHEME) !== 'https') { exit; }
$ch = curl_init($url); // !
--- a pattern with PHP's own modifier
$host = $_GET['host'];
if (!preg_match('/^[a-z0-9.]+$/D', $host)) { wp_die('no'); }
system('ping -c 1 ' . $host);
--- the default case ends it
switch ($_GET['a']) {
  case 'x':
  case 'y':
    break;
  default:
    die();
}
system('run ' . $_GET['a']);
--- source in an array, quoted value
$array = array();
$array[] = 'safe';
$array[] = $_GET['userData'];
$tainted = $array[1];
$query = "SELECT * FROM student where name='" . $tainted . "'";
$res = mysql_query($query); // !
--- cast by addition
$tainted = $_GET['UserData'];
$tainted = $tainted + 0.0;
$query = sprintf("SELECT * FROM '%s'", $tainted);
$res = mysql_query($query);
--- float cast
$tainted = (float) $_POST['UserData'];
$query = "SELECT Trim(a.FirstName) FROM Employees AS a WHERE a.id = $tainted";
$res = mysql_query($query);
--- settype
$tainted = $_GET['UserData'];
if (settype($tainted, "int"))
  $tainted = $tainted;
else
  $tainted = 0.0;
$res = mysql_query("SELECT * FROM t WHERE id = " . $tainted);
--- addslashes without quotes
$tainted = addslashes($_GET['UserData']);
$res = mysql_query("SELECT * FROM student where id=" . $tainted); // !
--- addslashes within quotes
$tainted = addslashes($_GET['UserData']);
$res = mysql_query("SELECT * FROM student where id='" . $tainted . "'");
--- white list of an array
$tainted = $_GET['UserData'];
$legal_table = array("safe1", "safe2");
if (in_array($tainted, $legal_table, true)) {
  $tainted = $tainted;
} else {
  $tainted = $legal_table[0];
}
$res = mysql_query("SELECT * FROM " . $tainted);
--- ternary white list
$tainted = $_GET['UserData'];
$tainted = $tainted == 'safe1' ? 'safe1' : 'safe2';
echo "<div>" . $tainted . "</div>";
--- strict pattern
$tainted = $_GET['UserData'];
$re = "/^[a-zA-Z0-9]*$/";
if (preg_match($re, $tainted) == 1) {
  $tainted = $tainted;
} else {
  $tainted = "";
}
system("ls " . $tainted);
--- preg_replace of everything else
$tainted = preg_replace('/[^a-zA-Z0-9]/', '', $_GET['UserData']);
$res = mysql_query("SELECT * FROM t WHERE a = '$tainted'");
--- object with a constructor
class Input {
  private $input;
  public function getInput() { return $this->input; }
  public function __construct() { $this->input = $_GET['UserData']; }
}
$temp = new Input();
$tainted = $temp->getInput();
echo "<p>" . $tainted . "</p>"; // !
--- escape of HTML within a script
?>
<script>
var data = <?php echo htmlentities($_GET['UserData']); ?>; // !
</script>
--- attribute without quotes
?>
<div id=<?= htmlspecialchars($_GET['UserData'], ENT_QUOTES) ?>>content</div> // !
--- attribute with quotes
?>
<div id="<?= htmlspecialchars($_GET['UserData'], ENT_QUOTES) ?>">content</div>
--- filter of numbers
$sanitized = filter_var($_GET['UserData'], FILTER_SANITIZE_NUMBER_FLOAT);
if (filter_var($sanitized, FILTER_VALIDATE_FLOAT))
  $tainted = $sanitized;
else
  $tainted = "";
echo "<style>body { color: " . $tainted . " }</style>";
--- filter of special characters
echo '<b>' . filter_input(INPUT_GET, 'name', FILTER_SANITIZE_SPECIAL_CHARS) . '</b>';
--- filter without a filter
echo '<b>' . filter_input(INPUT_GET, 'name') . '</b>'; // !
--- here-document
$name = $_COOKIE['name'];
$page = <<<HTML
<p>Hello $name</p>
HTML;
echo $page; // !
--- helper function
function html($text) { return htmlspecialchars($text, ENT_QUOTES); }
echo '<i>' . html($_GET['x']) . '</i>';
--- print and printf
print "<p>{$_REQUEST['a']}</p>"; // !
printf("<p>%d</p>", $_REQUEST['a']);
printf("<p>%s</p>", $_REQUEST['a']); // !
--- early exit
if (!ctype_digit($_GET['id'])) {
  die('no');
}
$pdo->query("SELECT * FROM t WHERE id = {$_GET['id']}");
--- condition for a statement that another file puts together
$sql_where = 'site_id = ' . $_GET['site']; // !
$sql_where .= ($sql_where != '' ? ' AND ' : '') . 'h.title LIKE "%' . $_GET['q'] . '%"'; // !
get_allowed_hosts($sql_where);
--- condition of a number, and a text that is none
$sql_where = 'site_id = ' . intval($_GET['site']);
$label = 'site = ' . $_GET['site'];
$where_next = 'Go on, ' . $_GET['q'];
get_allowed_hosts($sql_where, $label);
--- condition of a parameter in quotes
function having($filter, $site) {
  $sql_having = 'h.title LIKE "%' . $filter . '%"'; // !
  $sql_where = 'h.site = ' . $site;
  $label = "title = '" . $filter . "'";
  return add_condition($sql_having, $sql_where, $label);
}
--- shown raw here, escaped there
function row($user, $box) {
  echo '<td>' . htmlspecialchars($user->getName()) . '</td>';
  echo '<td title="' . htmlspecialchars($box['label']) . '"></td>';
  echo '<td>' . $user->getName() . '</td>'; // !
  echo '<td id="' . $box['id'] . '">' . $box['label'] . '</td>'; // !
}
--- escaped once and for all
function row($user) {
  $user['name'] = htmlspecialchars($user['name']);
  echo '<td>' . $user['name'] . '</td>';
  echo '<td>' . htmlspecialchars($user['id']) . '</td>' . $user['id'];
  echo '<td>' . nl2br(htmlspecialchars($user['text'])) . shorten($user['text']) . '</td>';
}
--- text within a script
function message($title, $count) {
  ?>
  <script>
  var title = '<?php echo $title; ?>'; // !
  var safe = '<?php echo htmlspecialchars($title, ENT_QUOTES); ?>';
  var count = '<?php echo (int) $count; ?>';
  var text = <?php echo json_encode($title); ?>;
  </script>
  <p><?php echo $title; ?></p>
  <?php
}
--- PDO with a concatenation
$stmt = $pdo->prepare("SELECT * FROM users WHERE email = '" . $_POST['email'] . "' AND age > ?"); // !
$stmt->execute([3]);
--- PDO quote
$rows = $pdo->query('SELECT * FROM users WHERE email = ' . $pdo->quote($_POST['email']));
--- method of the same class
class Repo {
  private $conn;
  public function show() { return $this->byName($_GET['name']); }
  private function byName($name) {
    $sql = "SELECT * FROM users WHERE name = '{$name}'";
    return mysqli_query($this->conn, $sql); // !
  }
}
--- constant table
class Repo2 {
  const TABLE = 'users';
  private $prefix = 'app_';
  public function all($db) { return $db->query('SELECT * FROM ' . $this->prefix . self::TABLE); }
}
--- backticks and exec
$dir = $_GET['dir'];
$out = ${'`'}ls -l $dir${'`'}; // !
exec('tar czf a.tgz -- ' . escapeshellarg($dir));
exec("tar czf a.tgz {$dir}", $lines, $code); // !
--- include with a list
$pages = ['home', 'about'];
$page = $_GET['page'] ?? 'home';
if (!in_array($page, $pages)) {
  $page = 'home';
}
include "pages/$page.php";
--- include without
$page = isset($_GET['page']) ? $_GET['page'] : 'home';
include('pages/' . $page . '.php'); // !
--- real path
$path = realpath('/srv/files/' . $_GET['f']);
if (strpos($path, '/srv/files/') === 0) {
  readfile($path);
}
--- file by name
$name = $_GET['f'];
$handle = fopen("/srv/files/" . $name, 'r'); // !
--- uploads
$target = 'uploads/' . basename($_FILES['f']['name']);
move_uploaded_file($_FILES['f']['tmp_name'], $target);
--- redirects
header('Location: ' . $_GET['to']); // !
header("Location: https://shop.example/" . $_GET['to']);
header("Content-Type: text/" . $_GET['to']);
--- addresses
$ch = curl_init();
curl_setopt_array($ch, [CURLOPT_URL => $_POST['url'], CURLOPT_RETURNTRANSFER => true]); // !
curl_setopt($ch, CURLOPT_URL, 'https://api.example/?q=' . urlencode($_POST['q']));
--- directory and documents
$found = ldap_search($ds, $base, "(&(uid=" . $_POST['uid'] . ")(active=1))"); // !
$xpath = new DOMXPath($doc);
$nodes = $xpath->query("//user[name='" . $_POST['name'] . "']"); // !
--- objects and code
$user = unserialize($_COOKIE['user']); // !
$user = unserialize($_COOKIE['user'], ['allowed_classes' => false]);
eval("\$x = {$_GET['x']};"); // !
--- foreach over the request
foreach ($_POST as $key => $value) {
  $set[] = "$key = '" . $value . "'";
}
$mysqli->query('UPDATE t SET ' . implode(', ', $set)); // !
--- identifiers as numbers
$ids = array_map('intval', explode(',', $_GET['ids']));
$mysqli->query('DELETE FROM t WHERE id IN (' . implode(',', $ids) . ')');
--- WordPress
add_shortcode('greeting', 'greeting_shortcode');
function greeting_shortcode($atts) {
  global $wpdb;
  $id = absint($_GET['id']);
  $row = $wpdb->get_row("SELECT * FROM {$wpdb->prefix}notes WHERE id = $id");
  $found = $wpdb->get_var("SELECT title FROM {$wpdb->prefix}notes WHERE slug = '" . $_GET['slug'] . "'"); // !
  echo '<a href="' . esc_url($_GET['back']) . '">' . esc_html($_GET['label']) . '</a>';
  echo '<p class="' . $_GET['style'] . '">'; // !
}
--- WordPress shortcode
function box_shortcode($atts, $content = null) {
  extract(shortcode_atts(array('class' => 'box', 'id' => ''), $atts));
  $html = '<div class="' . $class . '">'; // !
  return '<div id="' . esc_attr($id) . '">' . wp_kses_post($content) . '</div>';
}
add_shortcode('box', 'box_shortcode');
--- WordPress shortcode with a list
add_shortcode('button', function ($atts) {
  $a = shortcode_atts(['url' => '', 'label' => 'Go'], $atts);
  return '<a href="' . esc_url($a['url']) . '">' . $a['label'] . '</a>'; // !
});
--- WordPress route
class Notes {
  public function get(WP_REST_Request $request) {
    global $wpdb;
    $order = $request->get_param('order');
    return $wpdb->get_results("SELECT * FROM notes WHERE kind = '" . $request['kind'] . "'"); // !
  }
}
--- Laravel
use Illuminate\Http\Request;
use Illuminate\Support\Facades\DB;
class PostController extends Controller {
  public function index(Request $request, string $slug) {
    $q = $request->query('q');
    Post::whereRaw("title like '%{$q}%'")->get(); // !
    Post::whereRaw('title like ?', ["%$q%"])->get();
    DB::select('select * from posts where slug = ?', [$slug]);
    DB::statement("delete from posts where slug = '$slug'"); // !
    return redirect()->route('posts.index', ['q' => $q]);
  }
}
--- Symfony
use Symfony\Component\HttpFoundation\Request;
class UserController extends AbstractController {
  #[Route('/user/{name}')]
  public function show(Request $request, string $name, EntityManagerInterface $em): Response {
    $query = $em->createQuery("SELECT u FROM App\Entity\User u WHERE u.name = '" . $name . "'"); // !
    $id = $request->query->getInt('id');
    $em->createQuery("SELECT u FROM App\Entity\User u WHERE u.id = $id");
    return $this->redirect($request->query->get('next')); // !
  }
}
--- Slim
$app->get('/hello/{name}', function ($request, $response, $args) use ($pdo) {
  $pdo->query("SELECT * FROM t WHERE name = '{$args['name']}'"); // !
  return $response;
});
--- CodeIgniter
class Shop extends CI_Controller {
  public function find() {
    $name = $this->input->post('name');
    $this->db->query("SELECT * FROM shops WHERE name = '$name'"); // !
    $this->db->query('SELECT * FROM shops WHERE name = ?', [$name]);
  }
}
--- a key of a field, set in the constructor
class Input {
  private $input;
  public function getInput() { return $this->input['real']; }
  public function getOther() { return $this->input['trap']; }
  public function __construct() {
    $this->input = array();
    $this->input['real'] = $_GET['UserData'];
    $this->input['trap'] = 'safe';
  }
}
$temp = new Input();
mysql_query("SELECT * FROM t WHERE a = '" . $temp->getInput() . "'"); // !
mysql_query("SELECT * FROM t WHERE a = '" . $temp->getOther() . "'");
--- a row is written, the connection stays what it is
function save() {
  global $wpdb;
  $name = $_POST['name'];
  $wpdb->insert($wpdb->prefix . 'forms', ['name' => $name]);
  $wpdb->get_results($wpdb->prepare("SELECT * FROM {$wpdb->prefix}forms WHERE name = %s", $name));
}
--- decoding brings back what was escaped
echo htmlspecialchars($_GET['q']);
echo html_entity_decode(htmlspecialchars($_GET['q'])); // !
echo urldecode(htmlspecialchars($_GET['r'])); // !
--- a braced name in a string
$name = $_GET['name'];
print "Hi ${'$'}{name}"; // !
--- variables named by the request
foreach ($_POST as $key => $value) {
  $$key = $value; // !
}
$$fixed = 1;
--- a class and a method named by the request
$class = $_GET['class'];
$object = new $class(); // !
$method = $_GET['method'];
$object->$method(); // !
--- a value of the session in a query
$name = $_SESSION['name'];
mysql_query("SELECT * FROM t WHERE name = '$name'"); // !
echo $name;
--- a quoted value within a script
?><script>
<?php
$x = htmlentities($_GET['x'], ENT_QUOTES);
echo "x='" . $x . "'";
echo $x; // !
--- services of the file, handed in
interface Store { public function load(string $name): string; }
final class FileStore implements Store {
    public function load(string $name): string { return file_get_contents('/srv/' . $name); } // !
}
class ReportService {
    public function show(string $name): string { return file_get_contents('/srv/' . $name); } // !
    public function known(string $name): string { return file_get_contents('/srv/' . basename($name)); }
}
class ReportsController extends Controller {
    public function __construct(private ReportService $reports, private Store $store) {}
    public function show(Request $request) { return [$this->reports->show($request->input('n')), $this->reports->known($request->input('n'))]; }
    public function load(Request $request) { return [$this->store->load($request->input('n'))]; }
}
--- replacements that run
preg_replace('/' . $_GET['tag'] . '/e', 'strtoupper("x")', $text); // !
preg_replace('/' . preg_quote($name, '/') . '/i', $_GET['tag'], $text);
--- a copy of one's own
function copied($layout) { return unserialize(serialize($layout)); }
--- the body of the request by its name as a file
$data = json_decode(file_get_contents('php://input'), true);
file_put_contents('notes/' . $data['name'], $data['text']); // !
$note = file_get_contents('notes/index');
file_put_contents('notes/' . strlen($note), $note);
--- a named pattern that everything fits
$t = $_GET['t'];
$re = "/^.*$/";
if (preg_match($re, $t) == 1) { $t = $t; } else { $t = ''; }
system('ls ' . $t); // !
--- what a serialised text held
$kept = unserialize($_COOKIE['kept']); // !
system('ls ' . $kept['folder']); // !
--- only letters, digits and the underscore are left
$t = preg_replace('/\W/si', '', $_GET['t']);
system('ls ' . $t);
--- an attribute in a page that is printed piece by piece
function form() {
  echo "<form action=\"a.php\" method=\"post\">\n";
  echo "<input name=\"table\" value=\"", htmlspecialchars($_REQUEST['table']), "\" />\n";
  echo "<input name=\"name\" value=\"", htmlspecialchars($_REQUEST['name']), "\" />\n";
  echo "<input name=\"type\" value=\"", htmlspecialchars($_REQUEST['type']), "\" />\n";
}
--- a tag that another function left open
function open() { echo '<td '; }
function cell() { echo htmlspecialchars($_GET['cell']), '</td>'; }
--- the last of many that are printed
echo "a", "b", "c", htmlspecialchars($_GET['d']), $_GET['e']; // !
--- rows that were asked for by a value of the request
$rows = $pdo->prepare('SELECT title FROM notes WHERE id = ?');
$rows->execute([$_GET['id']]);
echo '<td>' . htmlspecialchars($rows->fetch()['title']) . '</td>';
--- what a function leaves in a parameter that it shares
function take($from, &$to) { $to = $from; }
function keep($from, &$to) { $to = 'known'; }
take($_GET['n'], $name);
system("ls $name"); // !
keep($_GET['n'], $other);
system("ls $other");
--- what a generator hands out
function parts($text) { foreach (explode(',', $text) as $part) yield $part; }
function known($text) { foreach (['a', 'b'] as $part) yield $part; }
foreach (parts($_GET['n']) as $part) { system("ls $part"); } // !
foreach (known($_GET['n']) as $part) { system("ls $part"); }
--- arguments by name, functions as values, items of a list
function line(string $command = 'ls', string $folder = '') { return "$command $folder"; }
system(line(folder: $_GET['n'])); // !
$run = 'system';
$run('ls ' . $_GET['n']); // !
$call = system(...);
$call('ls ' . $_GET['n']); // !
call_user_func_array('system', ['ls ' . $_GET['n']]); // !
$list = ['a', $_GET['n']];
system('ls ' . end($list)); // !
$folder = $_GET['n'];
$known = 'a';
$all = compact('folder', 'known');
system('ls ' . $all['folder']); // !
system('ls ' . $all['known']);
system('ls ' . implode(' ', array_filter($_GET['l'], fn ($one) => $one !== ''))); // !
system('ls ' . $_SERVER['HTTP_X_FOLDER']); // !
--- one of an enumeration
enum Kind: string { case A = 'a'; case B = 'b'; }
$kind = Kind::tryFrom($_GET['kind']) ?? Kind::A;
system('ls ' . $kind->value);
system('ls ' . $_GET['kind']); // !
--- defaults under what was asked
$all = array_merge(['folder' => 'a'], $_GET);
system('ls ' . $all['folder']); // !
$own = array_merge($_GET, ['folder' => 'a']);
system('ls ' . $own['folder']);
$replaced = array_replace(['folder' => 'a'], $_POST);
system('ls ' . $replaced['folder']); // !
$lists = array_merge([$_GET['folder']], ['b']);
system('ls ' . implode(' ', $lists)); // !
--- a shared parameter by its name
function fill(string $from, ?string &$to = null) { $to = $from; }
fill(from: $_GET['n'], to: $name);
system("ls $name"); // !
--- lists of texts that are replaced
echo str_replace(['{name}', '{count}'], [$_GET['n'], 3], '<b>{name}</b><i>{count}</i>'); // !
echo str_replace(['{name}'], [htmlspecialchars($_GET['n'])], '<b>{name}</b>');
readfile('/srv/' . str_replace(['/', "\\0"], '_', $_GET['n']));
readfile('/srv/' . str_replace(['_', ' '], '-', $_GET['n'])); // !
--- a file below a folder
$page = $_GET['page'];
if (strpos($page, '..') === false) { include __DIR__ . '/pages/' . $page; }
include __DIR__ . '/pages/' . $page; // !
$file = realpath('/srv/' . $_GET['n']);
if (substr($file, 0, strlen('/srv/')) === '/srv/') { readfile($file); }
--- what is not there harms nobody
$name = $_GET['name'];
if (isset($name[0]) && !preg_match('/^\\w+$/', $name)) { exit; }
system("ls $name");
$other = $_GET['other'];
if (isset($name[0]) && !preg_match('/^\\w+$/', $other)) { exit; }
system("ls $other"); // !
--- what is asked of a value is no program
assert(is_resource($_GET['handle']));
assert($_GET['handle']); // !
--- what a client sends, and what a server is sent
use Psr\\Http\\Message\\RequestInterface;
class Handler {
    public function send(RequestInterface $request) { return fopen((string) $request->getUri(), 'r'); }
}
--- what a route returns is the page
use Illuminate\\Support\\Facades\\Route;
use Illuminate\\Support\\Facades\\DB;
Route::get('/hello/{name}', function ($name) {
    return "<p>Hello $name</p>"; // !
});
Route::get('/hello/{name}', fn ($name) => '<p>Hello ' . e($name) . '</p>');
--- columns and tables that are quoted by a short name
$rows = $db->query('SELECT * FROM notes WHERE title = ' . $db->q($_GET['title']));
$rows = $db->query('SELECT * FROM notes WHERE title = ' . $db->pick($_GET['title'])); // !
--- pieces in a list that is empty at first
function byTitle(PDO $db, string $title, array $given) {
    $pieces = [];
    $pieces[] = "SELECT * FROM books WHERE title = '";
    $pieces[] = $title;
    $pieces[] = "'";
    $db->query(implode('', $pieces)); // !
    $tests = [];
    $tests[] = 'title = ?';
    $tests[] = 'year = ?';
    $db->prepare('SELECT * FROM books WHERE ' . implode(' AND ', $tests))->execute($given);
}
--- a function in a variable gives a text
function byWord(PDO $db, string $word) {
    $made = fn() => "SELECT * FROM books WHERE title = '" . $word . "'";
    $db->query($made()); // !
    $fixed = fn() => 'SELECT * FROM books';
    $db->query($fixed());
}
--- a record that is found, and a text that is put together
class Docs {
  public function found(Request $request) {
    $doc = Document::findOrFail($request->input('id'));
    readfile($doc->path);
  }
  public function row() {
    global $wpdb;
    $doc = $wpdb->get_row($wpdb->prepare('SELECT * FROM d WHERE id = %d', $_GET['id']));
    readfile($doc->path);
  }
  public function named() {
    readfile($this->files->getFilePath($_GET['name'])); // !
  }
}
--- where an upload lies, and what it is called
class UploadController extends Controller {
  public function store(Request $request) {
    file_get_contents($request->file('scan')->getRealPath());
    $file = $request->file('photo');
    copy($file->path(), '/srv/photos/' . $file->hashName());
    copy($file->path(), '/srv/photos/' . $file->getClientOriginalName()); // !
  }
  public function own(Request $request) {
    readfile('/srv/users/' . $request->user()->id . '.json');
  }
}
--- what is printed is no page
function csv() {
  header('Content-Type: text/csv; charset=utf-8');
  echo $_GET['name'] . ',1';
}
function page() {
  header('Content-Type: text/html; charset=utf-8');
  echo '<p>' . $_GET['name']; // !
}
function either() {
  if (isset($_GET['raw'])) {
    header('Content-Type: text/plain');
  }
  echo '<p>' . $_GET['name']; // !
}
function plain() {
  if (isset($_GET['raw'])) {
    header('Content-Type: application/json');
    echo '{"name": ' . $_GET['name'] . '}';
    exit;
  }
  echo '<p>' . $_GET['name']; // !
}
--- a list that is put together runs nothing
function items(array $all, string $menu) {
    $links = [];
    foreach ($all as $one) { $links[] = '<a href="' . $menu . '">' . $one . '</a>'; }
    echo implode(' ', ['<b>', '</b>']);
    return strlen(implode(',', $links));
}
function pick(PDO $db, string $name) {
    $query = $db->table('a')->join("b on b.name = '$name'"); // !
}
--- tables and lists that the database quotes
function byGroup($dbw, array $groups, string $from) {
    $dbw->query('SELECT * FROM ' . $dbw->tableName('user') . ' WHERE grp IN (' . $dbw->makeList($groups) . ')');
    $dbw->query('SELECT * FROM user WHERE grp IN (' . implode(',', $groups) . ')'); // !
    $dbw->query("SELECT * FROM user WHERE stamp > '" . $dbw->timestampOf($from) . "'"); // !
}
--- what the owner of the machine wrote down starts a program
class Changer {
    public function change($app, string $name) {
        exec($app->config->get('helper') . ' --check');
        exec(sys_get_temp_dir() . '/helper --check');
        exec($app->config->get('helper') . ' ' . $name); // !
    }
}
--- shortcodes of a post, and those that a visitor sends
function shown($content) { return do_shortcode($content); }
do_shortcode(wp_unslash($_POST['code'])); // !
--- the name of a hook is not what its filters return
$kind = $_REQUEST['kind'];
echo apply_filters("title_of_{$kind}", 12);
echo apply_filters('title_of', $kind); // !
foreach (get_terms(['name__like' => $_GET['q']]) as $one) { echo $one->name; }
--- what the rules of a request let through
use Illuminate\\Http\\Request;
use Illuminate\\Support\\Facades\\DB;
class ReportController extends Controller {
    public function show(Request $request) {
        $data = $request->validate(['title' => 'required|string|max:80', 'year' => 'required|integer', 'kind' => [Rule::in(['a', 'b'])]]);
        DB::select("SELECT * FROM reports WHERE title = '{$data['title']}'"); // !
        DB::select("SELECT * FROM reports WHERE year = {$data['year']} AND kind = '{$data['kind']}'");
    }
    public function list(Request $request) {
        $data = $this->validate($request, ['order' => ['required', 'string'], 'page' => 'numeric']);
        DB::select('SELECT * FROM reports ORDER BY ' . $data['order']); // !
        DB::select('SELECT * FROM reports LIMIT 20 OFFSET ' . $data['page']);
    }
}
--- where an answer of Laravel sends the visitor
use Illuminate\\Http\\Request;
class LeaveController extends Controller {
    public function go(Request $request) {
        if ($request->a) { return response('', 302)->header('Location', $request->to); } // !
        if ($request->b) { return response('', 302, ['Location' => $request->to]); } // !
        if ($request->c) { return response('', 302)->header('Location', route('home')); }
        return response('', 200)->header('X-Page', 'home');
    }
}
--- clients with an address of the request
use Illuminate\\Http\\Request;
use Illuminate\\Support\\Facades\\Http;
use GuzzleHttp\\Client;
class FeedController extends Controller {
    public function show(Request $request) {
        Http::baseUrl($request->base)->get('/feed'); // !
        $client = new Client(['base_uri' => $request->base]); // !
        $client = new Client(['base_uri' => 'https://feeds.acme.org']);
    }
}
--- a class that the request names
use Illuminate\\Http\\Request;
class RecordController extends Controller {
    public function show(Request $request) {
        $class = 'App\\\\Models\\\\' . $request->kind;
        $class::find(1); // !
        $known = ['post' => Post::class];
        $model = $known[$request->kind];
        return $model::where('id', 1)->get();
    }
}
--- rights in a session
use Illuminate\\Http\\Request;
class RightsController extends Controller {
    public function set(Request $request) {
        session(['role' => $request->role]); // !
        $request->session()->put('is_admin', $request->admin); // !
        $request->session()->put('theme', $request->theme);
        session(['role' => 'member']);
    }
}
--- files and expressions of Symfony
use Symfony\\Component\\HttpFoundation\\Request;
use Symfony\\Component\\Filesystem\\Filesystem;
class FilesController extends AbstractController {
    public function run(Request $request, $qb) {
        $files = new Filesystem();
        $files->remove('/srv/files/' . $request->query->get('name')); // !
        $files->remove('/srv/files/' . basename($request->query->get('name')));
        $language = new ExpressionLanguage();
        $language->evaluate($request->query->get('rule')); // !
        $language->evaluate('a > b', ['a' => $request->query->get('rule')]);
        $qb->expr()->eq('u.name', "'" . $request->query->get('name') . "'"); // !
        $qb->expr()->eq('u.name', ':name');
        return $this->render($request->query->get('page') . '.html.twig'); // !
    }
}
--- the number of the object itself
class Note {
    private $db; private $id; private $title;
    public function remove() { $this->db->query("DELETE FROM notes WHERE id = $this->id"); }
    public function others() { return $this->db->query("SELECT * FROM notes WHERE title = '$this->title'"); } // !
}
class Given {
    private $db; private $id;
    public function __construct($db) { $this->db = $db; $this->id = $_GET['id']; }
    public function remove() { $this->db->query("DELETE FROM notes WHERE id = $this->id"); } // !
}
--- addresses in a page
echo '<a href="' . htmlspecialchars($_GET['to']) . '">x</a>'; // !
echo '<a href="/x?to=' . htmlspecialchars($_GET['to']) . '">x</a>';
echo '<img src="' . htmlspecialchars($_GET['to']) . '">';
echo '<form action="' . htmlspecialchars($_SERVER['REQUEST_URI']) . '">';
header('Location: https://' . $_SERVER['HTTP_HOST'] . $_SERVER['REQUEST_URI']);
header('Location: https://' . $_GET['host'] . $_SERVER['REQUEST_URI']); // !
--- accounts of WordPress
add_action('wp_ajax_set_meta', function () {
    update_user_meta(get_current_user_id(), $_POST['key'], $_POST['value']); // !
    update_user_meta(get_current_user_id(), 'nickname', sanitize_text_field($_POST['value']));
});
--- checks that are written the other way round
$name = $_GET['name'];
if (false !== strpos($name, '..')) { exit; }
include __DIR__ . '/pages/' . $name;
$other = $_GET['other'];
if (0 !== validate_file($other)) { exit; }
readfile('/srv/' . $other);
$third = $_GET['third'];
if (validate_file($third)) { readfile('/srv/' . $third); } // !
$fourth = $_GET['fourth'];
if (1 === preg_match('/^[a-z]+$/', $fourth)) { system("ls $fourth"); }
--- what is left of a text in an attribute
echo '<input value="' . strip_tags($_GET['s']) . '">'; // !
echo '<input value="' . sanitize_text_field($_GET['s']) . '">'; // !
echo '<input value="' . esc_attr(sanitize_text_field($_GET['s'])) . '">';
echo '<p>' . sanitize_text_field($_GET['s']) . '</p>';
echo '<input value=' . htmlspecialchars($_GET['s']) . '>'; // !
echo '<input value=' . (int) $_GET['s'] . '>';
?>
<input value="<?= strip_tags($_GET['s']) ?>"> // !
<input value="<?= htmlspecialchars($_GET['s']) ?>">
<a href="<?= htmlspecialchars($_GET['u']) ?>">x</a> // !
<a href="/x?u=<?= htmlspecialchars($_GET['u']) ?>">x</a>
<p class="<?= (int) $_GET['u'] ?>"><?= strip_tags($_GET['u']) ?></p>
<?php
echo strip_tags($_GET['u']);
--- scripts that a server of keys runs
$redis->eval("return redis.call('get', '" . $_GET['key'] . "')"); // !
$redis->eval("return redis.call('get', KEYS[1])", [$_GET['key']], 1);
--- properties that are numbers
final class Page {
    public function __construct(public readonly string $order, public readonly int $size, private ?float $share) {}
    public function share(PDO $db) { return $db->query("SELECT * FROM rows WHERE share > $this->share"); }
}
class Rows {
    private int $first = 0;
    private $last;
    public function __construct() { $this->first = $_GET['first']; $this->last = $_GET['last']; }
    public function page(PDO $db, Page $page, int|float $least) {
        $db->query("SELECT * FROM rows WHERE weight > $least LIMIT $page->size");
        $db->query("SELECT * FROM rows WHERE id > $this->first");
        $db->query("SELECT * FROM rows WHERE id < $this->last"); // !
        return $db->query("SELECT * FROM rows WHERE name = '$page->order'"); // !
    }
}
--- what a browser fills in of a component
use Livewire\\Component;
use Illuminate\\Support\\Facades\\DB;
class Rows extends Component {
    public $search = '';
    public int $page = 1;
    #[Locked]
    public $owner;
    protected $table = 'rows';
    public function render() {
        if ($this->page > 9) { header('Location: ' . $this->owner); }
        DB::select("SELECT * FROM $this->table LIMIT 20 OFFSET $this->page");
        DB::select('SELECT * FROM rows WHERE title = ?', [$this->search]);
        return DB::select("SELECT * FROM rows WHERE title LIKE '%{$this->search}%'"); // !
    }
}
--- a sum, and what is none
$sum = preg_replace('/[^0-9+\-*\/(). ]/', '', $_POST['sum']);
eval('$r = ' . $sum . ';');
$any = preg_replace('/[^0-9a-z+\-*\/(). ]/', '', $_POST['any']);
eval('$r = ' . $any . ';'); // !
$file = tempnam(sys_get_temp_dir(), 'x');
exec("sort -o $file data.txt");
--- the calls of a chain
use Illuminate\\Http\\Request;
class ListController extends Controller {
    public function index(Request $request) {
        return Entry::query()
            ->whereRaw("title = '{$request->title}'") // !
            ->whereRaw('year = ?', [$request->year])
            ->whereRaw("author = '{$request->author}'") // !
            ->get();
    }
}
--- fields that are checked against a list
class SortController extends Controller {
    public function index(Request $request) {
        $data = $request->validate(['sort' => 'required|in:name,date', 'q' => 'required|string']);
        DB::select("SELECT * FROM t ORDER BY {$data['sort']}");
        DB::select("SELECT * FROM t WHERE q = '{$data['q']}'"); // !
    }
}
--- words that a slugger leaves, and one of an enumeration
class DocController extends AbstractController {
  public function index(Request $request) {
    readfile('/srv/' . $this->slugger->slug($request->query->get('name')) . '.pdf');
    $sort = $request->query->getEnum('sort', Sort::class, Sort::Name);
    $this->conn->executeQuery('SELECT * FROM t ORDER BY ' . $sort->value);
    readfile('/srv/' . $request->query->get('name')); // !
  }
}
--- refused where it holds anything but letters
$name = $_GET['theme'];
if (preg_match('/[^a-z_]/', $name)) die();
include "themes/$name.php";
--- refused where it holds anything but letters, slashes and dots
$name = $_GET['theme'];
if (preg_match('#[^a-z./]#', $name)) { throw new \Exception('theme'); }
include "themes/$name.php"; // !
--- refused where it holds letters
$name = $_GET['theme'];
if (preg_match('/[a-z]/', $name)) { throw new \Exception('theme'); }
include "themes/$name.php"; // !
--- escapers of views
class ProfileView extends View {
  function show() {
    $name = $_POST['name'];
    echo '<td>' . $this->escape($name) . '</td>';
    echo '<td>' . CHtml::encode($name) . '</td>';
    echo '<td>' . \yii\helpers\Html::encode($name) . '</td>';
    echo '<td>' . rcube::Q($name) . '</td>';
  }
}
--- a text that is put in as it is beside the escapers of views
$name = $_POST['name'];
echo '<td>' . CHtml::decode($name) . '</td>'; // !
--- quoters of databases
db_fetch_assoc('SELECT * FROM host WHERE name = ' . db_qstr($_GET['name']));
--- a quoter of databases that adds no quotes
mysqli_query($db, 'SELECT * FROM host WHERE id = ' . db_escape_string($_GET['id'])); // !
--- quoters of shells
$name = $_GET['name'];
exec('ls ' . cacti_escapeshellarg($name));
exec('ls ' . $this->shellEscape($name));
--- a template filled by lists of marks
function find($branches) {
  $sql = str_replace(['{t}', '{v}'], ['x', $branches[0]], "SELECT a FROM {t} WHERE b = '{v}'");
  $db->query($sql); // !
}
--- a template filled by pairs
function log($branch) {
  exec(strtr('git log %branch%', ['%branch%' => $branch])); // !
  exec(strtr('git log %branch%', ['%branch%' => escapeshellarg($branch)]));
  echo strtr('<p>{name}</p>', ['{name}' => htmlspecialchars($_GET['name'])]);
}
--- a template filled by pairs, in a page
echo strtr('<p>{name}</p>', ['{name}' => $_GET['name']]); // !
--- a template that is not seen, filled mark by mark
function run($template, $from, $to) {
  $command = str_replace(['%from%', '%to%'], [$from, $to], $template);
  $this->process->execute($command, $output); // !
  $this->process->execute(array_map(fn($part) => str_replace('%to%', $to, $part), ['git', 'log', '%to%']));
}
--- constants in a template
$sql = str_replace('{table}', 'users', 'SELECT a FROM {table} WHERE b = ?');
$db->query($sql, [$_GET['b']]);
--- letters for letters
echo strtr($_GET['t'], '-_', '+/'); // !
--- marks that a function of another file makes
function move($ids, $name) {
  $ids_qmarks = arr_qmarks($ids);
  $sth = $this->pdo->prepare("UPDATE articles SET name = ? WHERE id IN ($ids_qmarks)");
  $sth->execute(array_merge([$name], $ids));
  $this->pdo->query("SELECT a FROM articles WHERE id IN (" . array_list($_GET['ids']) . ")"); // !
}
--- what only begins like a list of marks
$this->pdo->query("SELECT a FROM articles WHERE id = '" . question_marked($_GET['id']) . "'"); // !
`;
