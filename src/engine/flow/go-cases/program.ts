// Go programs: net/http, Gin, Echo, Fiber, chi, database/sql, GORM, sqlx, and how a value travels in Go.
export const classes = ['sql-injection', 'command-injection', 'path-traversal', 'archive-extraction', 'xss', 'ldap-injection', 'xpath-injection', 'weak-crypto', 'cookies', 'code-injection', 'open-redirect', 'ssrf', 'deserialization', 'insecure-transport', 'jwt', 'template-injection']; // prettier-ignore
/** Each follows the package clause. */
export const programs = String.raw`
--- sprintf
func h(w http.ResponseWriter, r *http.Request) {
	id := r.URL.Query().Get("id")
	q := fmt.Sprintf("SELECT * FROM users WHERE id = %s", id)
	rows, err := db.Query(q) // !
	_ = rows
}
--- sprintf with a number
func h(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.URL.Query().Get("id"))
	if err != nil {
		return
	}
	db.Query(fmt.Sprintf("SELECT * FROM users WHERE id = %d", id))
}
--- growing query
func h(w http.ResponseWriter, r *http.Request) {
	q := "SELECT * FROM users WHERE 1=1"
	if name := r.FormValue("name"); name != "" {
		q += " AND name = '" + name + "'"
	}
	db.QueryContext(r.Context(), q) // !
}
--- strings builder
func h(w http.ResponseWriter, r *http.Request) {
	var b strings.Builder
	b.WriteString("SELECT * FROM users WHERE name = '")
	b.WriteString(r.FormValue("name"))
	b.WriteString("'")
	db.Exec(b.String()) // !
}
--- fprintf into a builder
func h(w http.ResponseWriter, r *http.Request) {
	var b strings.Builder
	fmt.Fprintf(&b, "SELECT * FROM users WHERE name = '%s'", r.FormValue("name"))
	db.Exec(b.String()) // !
}
--- clauses joined
func (s *Store) Find(name, city string) (*sql.Rows, error) {
	var where []string
	where = append(where, fmt.Sprintf("name = '%s'", name))
	where = append(where, "city = '"+city+"'")
	return s.db.Query("SELECT * FROM shops WHERE " + strings.Join(where, " AND ")) // !
}
--- bound clauses
func (s *Store) Find(name, city string) (*sql.Rows, error) {
	var where []string
	var args []any
	if name != "" {
		args = append(args, name)
		where = append(where, fmt.Sprintf("name = $%d", len(args)))
	}
	if city != "" {
		args = append(args, city)
		where = append(where, fmt.Sprintf("city = $%d", len(args)))
	}
	return s.db.Query("SELECT * FROM shops WHERE "+strings.Join(where, " AND "), args...)
}
--- decoded body
type login struct {
	User string
	ID   int
}
func h(w http.ResponseWriter, r *http.Request) {
	var in login
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		return
	}
	db.QueryRow("SELECT id FROM users WHERE name = '" + in.User + "'") // !
	db.QueryRow(fmt.Sprintf("SELECT id FROM users WHERE id = %v", in.ID))
}
--- unmarshalled body
func h(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var in map[string]string
	json.Unmarshal(body, &in)
	exec.Command("sh", "-c", "echo "+in["text"]).Run() // !
}
--- gin bind
func h(c *gin.Context) {
	var in struct {
		Host string
	}
	if err := c.BindJSON(&in); err != nil {
		return
	}
	out, err := exec.Command("bash", "-c", fmt.Sprintf("ping -c 1 %s", in.Host)).CombinedOutput() // !
	_, _ = out, err
}
--- gin argv
func h(c *gin.Context) {
	exec.Command("ping", "-c", "1", c.Query("host")).Run()
}
--- echo
func h(c echo.Context) error {
	name := c.QueryParam("name")
	return c.HTML(200, "<h1>"+name+"</h1>") // !
}
--- echo json
func h(c echo.Context) error {
	return c.JSON(200, map[string]string{"name": c.QueryParam("name")})
}
--- fiber
func h(c *fiber.Ctx) error {
	return c.SendFile("./files/" + c.Params("name")) // !
}
--- chi
func h(w http.ResponseWriter, r *http.Request) {
	f, err := os.Open("data/" + chi.URLParam(r, "name")) // !
	_, _ = f, err
}
--- mux
func h(w http.ResponseWriter, r *http.Request) {
	vars := mux.Vars(r)
	http.ServeFile(w, r, filepath.Join("public", vars["path"])) // !
}
--- handler closure
func Routes(mux *http.ServeMux, db *sql.DB) {
	mux.HandleFunc("/u", func(w http.ResponseWriter, r *http.Request) {
		name := r.PostFormValue("name")
		db.Exec("DELETE FROM users WHERE name = '" + name + "'") // !
	})
}
--- helper
func h(w http.ResponseWriter, r *http.Request) {
	run(r.FormValue("cmd"))
}
func run(cmd string) {
	exec.Command("/bin/sh", "-c", cmd).Run() // !
}
--- helper with two results
func param(r *http.Request) (string, error) {
	v := r.FormValue("v")
	if v == "" {
		return "", errors.New("empty")
	}
	return v, nil
}
func h(w http.ResponseWriter, r *http.Request) {
	v, err := param(r)
	if err != nil {
		return
	}
	http.Redirect(w, r, v, 302) // !
}
--- method with a field
type server struct {
	db *sql.DB
	n  int
}
func (s *server) find(w http.ResponseWriter, r *http.Request) {
	s.db.QueryRow("SELECT a FROM t WHERE b = '" + r.Header.Get("X-B") + "'") // !
}
--- gorm
func h(c *gin.Context) {
	db.Raw("SELECT * FROM users WHERE name = '" + c.Param("name") + "'").Scan(&users) // !
	db.Order(c.Query("sort")).Find(&users) // !
	db.Where("name = ?", c.Query("name")).Find(&users)
}
--- sqlx
func (r *Repo) Get(ctx context.Context, id string) error {
	return r.db.GetContext(ctx, &u, "SELECT * FROM users WHERE id = '"+id+"'") // !
}
--- pgx
func h(w http.ResponseWriter, r *http.Request) {
	conn.Query(r.Context(), "SELECT * FROM t WHERE a = '"+r.FormValue("a")+"'") // !
	conn.Query(r.Context(), "SELECT * FROM t WHERE a = $1", r.FormValue("a"))
}
--- allow list by map
var columns = map[string]bool{"a": true}
func h(w http.ResponseWriter, r *http.Request) {
	c := r.FormValue("c")
	if _, ok := columns[c]; !ok {
		return
	}
	db.Query("SELECT * FROM t ORDER BY " + c)
}
--- allow list by slice
func h(w http.ResponseWriter, r *http.Request) {
	c := r.FormValue("c")
	if !slices.Contains([]string{"a", "b"}, c) {
		return
	}
	db.Query("SELECT * FROM t ORDER BY " + c)
}
--- switch
func h(w http.ResponseWriter, r *http.Request) {
	order := "a"
	switch r.FormValue("c") {
	case "x":
		order = "x"
	}
	db.Query("SELECT * FROM t ORDER BY " + order)
}
--- the default case returns
func h(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("h")
	switch host {
	case "a", "b":
	default:
		return
	}
	exec.Command("sh", "-c", "ping "+host).Run()
}
--- a case returns and the others prove nothing
func h(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("h")
	switch host {
	case "":
		return
	}
	exec.Command("sh", "-c", "ping "+host).Run() // !
}
--- items of a list that was made before
func h(w http.ResponseWriter, r *http.Request) {
	quoted := make([]string, 3)
	for i, n := range r.Form["x"] {
		quoted[i] = "'" + n + "'"
	}
	db.Exec("DELETE FROM users WHERE name IN (" + strings.Join(quoted, ",") + ")") // !
	marks := make([]string, 3)
	for i := range r.Form["x"] {
		marks[i] = "?"
	}
	db.Exec("DELETE FROM users WHERE name IN (" + strings.Join(marks, ",") + ")")
}
--- strict pattern
var name = regexp.MustCompile("^[a-z0-9]+$")
func h(w http.ResponseWriter, r *http.Request) {
	n := r.FormValue("n")
	if !name.MatchString(n) {
		return
	}
	os.ReadFile("data/" + n)
}
--- clean and prefix
func h(w http.ResponseWriter, r *http.Request) {
	p := filepath.Clean(filepath.Join(root, r.FormValue("p")))
	if !strings.HasPrefix(p, root+"/") {
		return
	}
	os.ReadFile(p)
}
--- dots
func h(w http.ResponseWriter, r *http.Request) {
	p := r.FormValue("p")
	if strings.Contains(p, "..") {
		return
	}
	os.ReadFile("data/" + p)
}
--- base
func h(w http.ResponseWriter, r *http.Request) {
	os.Remove(filepath.Join("data", filepath.Base(r.FormValue("p"))))
}
--- get
func h(w http.ResponseWriter, r *http.Request) {
	resp, err := http.Get(r.FormValue("url")) // !
	_, _ = resp, err
}
--- request of a client
func h(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{Timeout: 5}
	resp, err := client.Get("https://" + r.FormValue("host") + "/x") // !
	_, _ = resp, err
}
--- fixed host
func h(w http.ResponseWriter, r *http.Request) {
	http.Get("https://api.example.com/u/" + url.PathEscape(r.FormValue("u")))
}
--- fprintf
func h(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "Hello %s", r.URL.Path) // !
}
--- fprintf with a type
func h(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain")
	fmt.Fprintf(w, "Hello %s", r.URL.Path)
}
--- writing to standard output
func h(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintln(os.Stderr, r.URL.Path)
}
--- range over a form
func h(w http.ResponseWriter, r *http.Request) {
	for _, name := range r.Form["names"] {
		os.Remove("data/" + name) // !
	}
}
--- deferred and started
func h(c *gin.Context) {
	name := c.Query("n")
	go func() {
		exec.Command("sh", "-c", "rm "+name).Run() // !
	}()
}
--- upload
func h(w http.ResponseWriter, r *http.Request) {
	file, header, err := r.FormFile("f")
	dst, err := os.Create("uploads/" + r.FormValue("folder") + header.Filename) // !
	other, err := os.Create("uploads/" + header.Header.Get("X-Name")) // !
	base, err := os.Create("uploads/" + header.Filename)
	_, _, _, _, _ = file, dst, other, base, err
}
--- names of uploads, and of records that are called so
type upload struct {
	Filename string
	Files    []entry
}
type entry struct{ Filename string }

func all(c *gin.Context) {
	form, _ := c.MultipartForm()
	for _, header := range form.File["files"] {
		c.SaveUploadedFile(header, "uploads/"+header.Filename)
	}
	for _, headers := range c.Request.MultipartForm.File {
		for _, header := range headers {
			os.Create(filepath.Join("uploads", header.Filename))
			os.Create(filepath.Join("uploads", header.Header.Get("X-Name"))) // !
		}
	}
	var in upload
	c.BindJSON(&in)
	os.Create("uploads/" + in.Filename) // !
	for _, one := range in.Files {
		os.Create("uploads/" + one.Filename) // !
	}
}

func parts(w http.ResponseWriter, r *http.Request) {
	reader, _ := r.MultipartReader()
	part, _ := reader.NextPart()
	os.Create("uploads/" + part.FileName())
	os.Create("uploads/" + part.FormName()) // !
}

func save(header *multipart.FileHeader, dir string) {
	os.Create(filepath.Join("uploads", header.Filename))
}
--- what a service is called with
import (
	"google.golang.org/grpc/status"

	pb "acme.example/gen/files/v1"
)

func (s *server) Read(ctx context.Context, req *pb.ReadRequest) (*pb.File, error) {
	data, err := os.ReadFile(filepath.Join("/srv", req.GetPath())) // !
	if err != nil {
		return nil, status.Error(5, "no such file")
	}
	own, err := os.ReadFile(filepath.Join("/srv", filepath.Base(req.Path)))
	return &pb.File{Data: append(data, own...)}, err
}

func (s *server) Search(ctx context.Context, req *connect.Request[pb.SearchRequest]) (*connect.Response[pb.Files], error) {
	http.Get(req.Msg.GetUrl()) // !
	return nil, nil
}

func (s *server) load(ctx context.Context, in string) ([]byte, error) {
	return os.ReadFile(filepath.Join("/srv", in))
}
--- conditions of bun
func images(ctx context.Context, owner string, column string) error {
	db.NewSelect().Model(&found).OrderExpr("id DESC").Where("owner = '" + owner + "'").Scan(ctx) // !
	db.NewSelect().Model(&found).OrderExpr("id DESC").Where("owner = ?", owner).Scan(ctx)
	return nil
}
--- lists that sqlx writes out
import "github.com/jmoiron/sqlx"

func list(w http.ResponseWriter, r *http.Request) {
	query, args, err := sqlx.In("SELECT id FROM products WHERE tag IN (?)", r.URL.Query()["tag"])
	query = db.Rebind(query)
	db.SelectContext(r.Context(), &found, query, args...)
	other, args, err := sqlx.In("SELECT id FROM products WHERE id IN (?) ORDER BY "+r.FormValue("order"), ids)
	db.Select(&found, db.Rebind(other), args...) // !
	_ = err
}
--- environment is the operator's
func main() {
	exec.Command(os.Getenv("EDITOR"), "file").Run()
	os.ReadFile(os.Args[1])
}
--- parameters of a library
func Open(path string) (*os.File, error) { return os.Open(path) }
func Fetch(url string) (*http.Response, error) { return http.Get(url) }
--- interface of a service
func (s *svc) Greet(name string) string { return fmt.Sprintf("hello %s", name) }
--- error text
func h(w http.ResponseWriter, r *http.Request) {
	if err := run(); err != nil {
		http.Error(w, fmt.Sprintf("bad %s", r.URL.Path), 400)
	}
}
--- template html
func h(w http.ResponseWriter, r *http.Request) {
	t.Execute(w, map[string]any{"Body": template.HTML(r.FormValue("b"))}) // !
}
--- tls
var c = &tls.Config{InsecureSkipVerify: true} // !
--- loop over labels
func h(w http.ResponseWriter, r *http.Request) {
outer:
	for {
		for i := 0; i < 3; i++ {
			break outer
		}
	}
	db.Query("SELECT * FROM t WHERE a = '" + r.FormValue("a") + "'") // !
}
--- layered service
import ("math/rand"; "crypto/md5"; "database/sql"; "net/http"; "html/template"; "github.com/gorilla/mux")

type Handler struct{ repo Repo }

// AI style: layered
func (h *Handler) GetUser(w http.ResponseWriter, r *http.Request) {
	username := r.URL.Query().Get("username")
	user, err := h.repo.FindByUsername(username)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	fmt.Fprintf(w, "<h1>Welcome %s</h1>", username) // !
	json.NewEncoder(w).Encode(user)
}

type repoImpl struct{ db *sql.DB }

func (r *repoImpl) FindByUsername(username string) (*User, error) {
	query := fmt.Sprintf("SELECT id, username FROM users WHERE username = '%s'", username)
	row := r.db.QueryRow(query) // !
	var u User
	return &u, row.Scan(&u.ID, &u.Username)
}
func (h *Handler) Backup(w http.ResponseWriter, r *http.Request) {
	filename := r.FormValue("filename")
	cmd := exec.Command("sh", "-c", "tar -czf /backups/"+filename+".tar.gz /data") // !
	if output, err := cmd.CombinedOutput(); err != nil {
		http.Error(w, string(output), 500)
		return
	}
}
func (h *Handler) Download(w http.ResponseWriter, r *http.Request) {
	name := mux.Vars(r)["name"]
	fullPath := "./uploads/" + name
	data, err := os.ReadFile(fullPath) // !
	if err != nil {
		http.NotFound(w, r)
		return
	}
	w.Write(data)
}
func (h *Handler) Fetch(w http.ResponseWriter, r *http.Request) {
	target := r.URL.Query().Get("url")
	if target == "" {
		http.Error(w, "missing", 400)
		return
	}
	client := &http.Client{Timeout: 10 * time.Second}
	resp, err := client.Get(target) // !
	if err != nil {
		return
	}
	defer resp.Body.Close()
	io.Copy(w, resp.Body)
}
func (h *Handler) Render(w http.ResponseWriter, r *http.Request) {
	tmpl, err := template.New("page").Parse("<h1>" + r.FormValue("title") + "</h1>") // !
	if err != nil {
		return
	}
	tmpl.Execute(w, nil)
}
func hashPassword(password string) string {
	h := md5.Sum([]byte(password)) // !
	return hex.EncodeToString(h[:])
}
func generateToken() string {
	rand.Seed(time.Now().UnixNano())
	return fmt.Sprintf("%d", rand.Int63()) // !
}
--- guards of an address and of a file name
package a
import ("net/http"; "net/url"; "path/filepath"; "os")
func A(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.FormValue("u"))
	if err != nil || !allowed[u.Host] { return }
	http.Get(u.String())
}
func B(w http.ResponseWriter, r *http.Request) {
	n := r.FormValue("n")
	if filepath.Base(n) != n { return }
	os.Open(filepath.Join("/d", n))
}
func C(w http.ResponseWriter, r *http.Request) {
	os.Open(filepath.Join(root, filepath.Clean("/"+r.FormValue("n"))))
	os.Open(filepath.Join(root, filepath.Clean(r.FormValue("n")))) // !
}
--- names of files that are in no archive
package a
import ("os"; "path/filepath")
func Clean(dir string) {
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		os.Remove(filepath.Join(dir, entry.Name()))
	}
	for _, file := range list(dir) {
		os.Remove(filepath.Join(dir, file.Name))
	}
}
--- archive without the names of the packages
package a
func Untar(rd io.Reader, dest string) error {
	tr := tar.NewReader(rd)
	for {
		h, err := tr.Next()
		if err == io.EOF { return nil }
		f, _ := os.Create(filepath.Join(dest, h.Name)) // !
		f.Close()
	}
}
--- tools of an agent
package a
import ("context"; "os"; "os/exec"; "github.com/mark3labs/mcp-go/mcp")
func Read(ctx context.Context, req mcp.CallToolRequest) (*mcp.CallToolResult, error) {
	data, err := os.ReadFile(req.Params.Arguments["path"].(string)) // !
	return mcp.NewToolResultText(string(data)), err
}
func Run(ctx context.Context, req mcp.CallToolRequest) (*mcp.CallToolResult, error) {
	text, _ := req.RequireString("command")
	out, err := exec.CommandContext(ctx, "bash", "-c", text).Output() // !
	return mcp.NewToolResultText(string(out)), err
}
--- a text joined from a list
package a
func Find(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	db.Exec(strings.Join([]string{"select * from t where n = '", name, "'"}, "")) // !
	db.Exec(strings.Join([]string{"select * from t", "where n = ?"}, " "), name)
}
--- a service behind an interface of the file
type Store interface{ Load(name string) ([]byte, error) }
type fileStore struct{ root string }

func (s *fileStore) Load(name string) ([]byte, error) { return os.ReadFile(s.root + "/" + name) } // !

type Server struct{ store Store }

func (s *Server) show(w http.ResponseWriter, r *http.Request) {
	data, _ := s.store.Load(r.FormValue("name"))
	json.NewEncoder(w).Encode(len(data))
}
--- a list of arguments that grows
func pack(w http.ResponseWriter, r *http.Request) {
	args := []string{"-c"}
	args = append(args, "tar czf x.tgz "+r.FormValue("dir"))
	exec.Command("bash", args...).Run() // !
}

func clone(w http.ResponseWriter, r *http.Request) {
	args := []string{"clone"}
	if r.FormValue("deep") == "" {
		args = append(args, "--depth", "1")
	}
	args = append(args, "--", r.FormValue("url"))
	exec.Command("git", args...).Run()
}

func add(w http.ResponseWriter, r *http.Request) {
	args := []string{"add"}
	for _, file := range r.Form["files"] {
		args = append(args, file)
	}
	exec.Command("git", args...).Run() // !
}
--- a parameter that is asked for again
var allowed = map[string]bool{"a.txt": true}

func show(w http.ResponseWriter, r *http.Request) {
	if !allowed[r.URL.Query().Get("name")] {
		http.Error(w, "no", 404)
		return
	}
	os.ReadFile("/srv/" + r.URL.Query().Get("name"))
	os.ReadFile("/srv/" + r.URL.Query().Get("folder")) // !
}
--- results that have names, methods that a map has too
type Line struct{ text string }

func (l *Line) set(text string) { l.text = text }
func (l *Line) get() string     { return l.text }
func named(r *http.Request) (name string, err error) {
	name = r.FormValue("name")
	return
}
func fixed(r *http.Request) (name string) {
	name = "a"
	return
}

func show(w http.ResponseWriter, r *http.Request) {
	line := &Line{}
	line.set(r.FormValue("name"))
	exec.Command("sh", "-c", "ls "+line.get()).Run() // !
	name, err := named(r)
	if err != nil {
		return
	}
	exec.Command("sh", "-c", "ls "+name).Run() // !
	exec.Command("sh", "-c", "ls "+fixed(r)).Run()
}
--- an error of a check is asked
var hosts = regexp.MustCompile("^[a-z.]+$")

func check(host string) error {
	if !hosts.MatchString(host) {
		return fmt.Errorf("no host")
	}
	return nil
}
func ping(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("host")
	if err := check(host); err != nil {
		http.Error(w, err.Error(), 400)
		return
	}
	exec.Command("sh", "-c", "ping "+host).Run()
}
--- an error of a check is only written down
var hosts = regexp.MustCompile("^[a-z.]+$")

func check(host string) error {
	if !hosts.MatchString(host) {
		return fmt.Errorf("no host")
	}
	return nil
}
func ping(w http.ResponseWriter, r *http.Request) {
	host := r.FormValue("host")
	if err := check(host); err != nil {
		log.Print("odd host")
	}
	exec.Command("sh", "-c", "ping "+host).Run() // !
}
--- a pattern of the package removes all but letters
var others = regexp.MustCompile("[^a-zA-Z0-9]+")

func show(w http.ResponseWriter, r *http.Request) {
	os.ReadFile("/srv/" + others.ReplaceAllString(r.FormValue("name"), ""))
}
--- a pattern of the package removes blanks
var blanks = regexp.MustCompile("[ ]+")

func show(w http.ResponseWriter, r *http.Request) {
	os.ReadFile("/srv/" + blanks.ReplaceAllString(r.FormValue("name"), "")) // !
}
--- a number in a struct without a name
func show(w http.ResponseWriter, r *http.Request) {
	var in struct {
		ID   int64
		Name string
	}
	json.NewDecoder(r.Body).Decode(&in)
	db.Query(fmt.Sprintf("SELECT * FROM users WHERE id = %v", in.ID))
	db.Query(fmt.Sprintf("SELECT * FROM users WHERE name = '%v'", in.Name)) // !
}
--- a day as it is written
func show(w http.ResponseWriter, r *http.Request) {
	day, err := time.Parse(time.DateOnly, r.FormValue("day"))
	if err != nil {
		return
	}
	db.Query("SELECT * FROM events WHERE day = '" + day.Format(time.DateOnly) + "'")
	db.Query("SELECT * FROM events WHERE day = '" + r.FormValue("day") + "'") // !
}
--- an address without a host
func leave(w http.ResponseWriter, r *http.Request) {
	next, err := url.Parse(r.FormValue("next"))
	if err != nil || next.Host != "" || next.Scheme != "" {
		http.Redirect(w, r, "/", 302)
		return
	}
	http.Redirect(w, r, next.Path, 302)
}
--- a buffer that begins with a text
func show(w http.ResponseWriter, r *http.Request) {
	b := bytes.NewBufferString("SELECT * FROM users ORDER BY ")
	b.WriteString(r.FormValue("order"))
	db.Query(b.String()) // !
}
func all(w http.ResponseWriter, r *http.Request) {
	b := bytes.NewBufferString("SELECT * FROM users ORDER BY ")
	b.WriteString("id")
	db.Query(b.String())
}
--- a struct with its fields in order
type table struct{ name string }

func (t table) all() { db.Query("SELECT * FROM " + t.name) } // !
func show(w http.ResponseWriter, r *http.Request) { table{r.FormValue("table")}.all() }

type column struct{ name string }

func (c column) all() { db.Query("SELECT * FROM users ORDER BY " + c.name) }
func users(w http.ResponseWriter, r *http.Request) { column{"id"}.all() }
--- what one handler leaves in the package for another
var branch = "main"
var folders = map[string]string{}
var names sync.Map
var jobs = make(chan string, 9)
var page = "1"

func set(w http.ResponseWriter, r *http.Request) {
	branch = r.FormValue("branch")
	folders["a"] = r.FormValue("folder")
	names.Store("a", r.FormValue("name"))
	jobs <- r.FormValue("job")
	page := r.FormValue("page")
	fmt.Fprintln(w, len(page))
}
func deploy(w http.ResponseWriter, r *http.Request) {
	exec.Command("sh", "-c", "git checkout "+branch).Run() // !
	os.ReadDir("/srv/" + folders["a"]) // !
	name, _ := names.Load("a")
	exec.Command("sh", "-c", "ls "+name.(string)).Run() // !
	for job := range jobs {
		exec.Command("sh", "-c", job).Run() // !
	}
	exec.Command("sh", "-c", "ls "+page).Run()
}
--- what a step of Gin leaves for the next
func before(c *gin.Context) {
	c.Set("order", c.Query("order"))
	c.Set("limit", 20)
	c.Next()
}
func list(c *gin.Context) {
	db.Query("SELECT * FROM users ORDER BY " + c.GetString("order")) // !
	db.Query(fmt.Sprintf("SELECT * FROM users LIMIT %v", c.MustGet("limit")))
}
--- a way from a folder to a path
func show(w http.ResponseWriter, r *http.Request) {
	path := filepath.Join(root, r.FormValue("name"))
	way, err := filepath.Rel(root, path)
	if err != nil || strings.HasPrefix(way, "..") {
		http.Error(w, "no", 400)
		return
	}
	os.ReadFile(path)
}
func load(w http.ResponseWriter, r *http.Request) {
	path := filepath.Join(root, r.FormValue("name"))
	way, err := filepath.Rel(root, path)
	if err != nil {
		return
	}
	fmt.Println(len(way))
	os.ReadFile(path) // !
}
--- what Gin lets through
type search struct {
	Sort string "form:\"sort\" binding:\"oneof=id name\""
	Term string "form:\"term\" binding:\"required\""
}

func list(c *gin.Context) {
	var asked search
	if err := c.ShouldBindQuery(&asked); err != nil {
		return
	}
	db.Query("SELECT * FROM users ORDER BY " + asked.Sort)
	db.Query("SELECT * FROM users WHERE name = '" + asked.Term + "'") // !
}
--- pieces in a builder
func h(w http.ResponseWriter, r *http.Request) {
	var address strings.Builder
	address.WriteString("http://")
	address.WriteString(r.FormValue("host"))
	http.Get(address.String()) // !
	var own strings.Builder
	own.WriteString("https://acme.org/users/")
	own.WriteString(r.FormValue("id"))
	http.Get(own.String())
	db.Query(fmt.Sprint("SELECT * FROM users WHERE name = '", r.FormValue("name"), "'")) // !
	db.Query(fmt.Sprint("SELECT * FROM users WHERE id = ", len(r.FormValue("name"))))
}
--- a record that is found, and a text that is put together
func found(w http.ResponseWriter, r *http.Request) {
	doc, err := store.GetDocument(r.Context(), r.FormValue("id"))
	if err != nil {
		return
	}
	os.Open(doc.Path)
}
func bySlug(w http.ResponseWriter, r *http.Request) {
	doc, err := repo.FindBySlug(r.FormValue("slug"))
	if err != nil {
		return
	}
	os.Open(doc.Path)
}
func kept(w http.ResponseWriter, r *http.Request) {
	path, err := rdb.Get(ctx, "path:"+r.FormValue("id")).Result()
	if err != nil {
		return
	}
	os.Open(path)
}
func named(w http.ResponseWriter, r *http.Request) {
	path := store.GetFilePath(r.FormValue("id"))
	os.Open(path) // !
}
--- what a handler finds in its context, and what the configuration says
func h(c *gin.Context) {
	os.Open("/srv/" + c.GetString("userID"))
	os.Open("/srv/" + c.MustGet("user").(*User).Name)
	exec.Command("sh", "-c", viper.GetString("command"))
	os.Open("/srv/" + c.Query("name")) // !
}
func e(c echo.Context) error {
	os.Open("/srv/" + c.Path())
	_, err := os.Open("/srv/" + c.Param("name")) // !
	return err
}
--- two libraries that call it Sanitize
func h(w http.ResponseWriter, r *http.Request) {
	q := r.FormValue("q")
	db.Query("SELECT * FROM " + pgx.Identifier{q}.Sanitize())
	db.Query("SELECT * FROM " + pgx.Identifier{"public", q}.Sanitize() + " WHERE a = '" + r.FormValue("a") + "'") // !
	policy := bluemonday.UGCPolicy()
	fmt.Fprint(w, policy.Sanitize(q))
	fmt.Fprint(w, bluemonday.StrictPolicy().Sanitize(q))
	fmt.Fprint(w, "<p>"+q) // !
--- a command without its constructor
func h(w http.ResponseWriter, r *http.Request) {
	cmd := exec.Cmd{Path: "/bin/sh", Args: []string{"sh", "-c", "wc " + r.FormValue("f")}} // !
	cmd.Run()
}
--- a command without its constructor, by a list of its own
func h(w http.ResponseWriter, r *http.Request) {
	args := []string{"sh", "-c"}
	args = append(args, r.FormValue("script"))
	cmd := &exec.Cmd{Path: "/bin/sh", Args: args} // !
	cmd.Run()
}
--- a command without its constructor and without a shell
func h(w http.ResponseWriter, r *http.Request) {
	cmd := &exec.Cmd{Path: "/usr/bin/wc", Args: []string{"wc", "--", r.FormValue("f")}}
	cmd.Run()
}
--- parts of a statement in squirrel
import sq "github.com/Masterminds/squirrel"

func h(w http.ResponseWriter, r *http.Request) {
	q := sq.Select("id").From("ticket")
	q = q.Where("state = '" + r.FormValue("state") + "'") // !
	q = q.OrderBy(r.FormValue("sort")) // !
	text, args, _ := q.ToSql()
	db.Query(text, args...)
}
--- values in squirrel
import sq "github.com/Masterminds/squirrel"

func h(w http.ResponseWriter, r *http.Request) {
	q := sq.Select("id").From("ticket").Where(sq.Eq{"state": r.FormValue("state")}).Where("owner = ?", r.FormValue("owner"))
	order := "id"
	if r.FormValue("sort") == "title" {
		order = "title"
	}
	text, args, _ := q.OrderBy(order).ToSql()
	db.Query(text, args...)
}
--- ldap without the helper for searches
import "github.com/go-ldap/ldap/v3"

func h(w http.ResponseWriter, r *http.Request, conn *ldap.Conn) {
	conn.Search(&ldap.SearchRequest{BaseDN: "dc=acme", Filter: "(uid=" + r.FormValue("uid") + ")"}) // !
	conn.Search(&ldap.SearchRequest{BaseDN: "dc=acme", Filter: "(uid=" + ldap.EscapeFilter(r.FormValue("uid")) + ")"})
	conn.Bind("uid="+r.FormValue("uid")+",ou=people", r.FormValue("password")) // !
	conn.Bind("uid="+ldap.EscapeDN(r.FormValue("uid"))+",ou=people", r.FormValue("password"))
}
--- a value that the context carries
type ctxKey string

const filterKey ctxKey = "filter"

func list(w http.ResponseWriter, r *http.Request) {
	filter, _ := r.Context().Value(filterKey).(string)
	db.Query("SELECT * FROM item WHERE " + filter) // !
}

func withFilter(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx := context.WithValue(r.Context(), filterKey, r.FormValue("filter"))
		next(w, r.WithContext(ctx))
	}
}
--- a number that the context carries
type pageKey struct{}

func list(w http.ResponseWriter, r *http.Request) {
	page := r.Context().Value(pageKey{}).(int)
	db.Query(fmt.Sprintf("SELECT * FROM item LIMIT 20 OFFSET %d", page*20))
}

func withPage(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		page, _ := strconv.Atoi(r.FormValue("page"))
		next(w, r.WithContext(context.WithValue(r.Context(), pageKey{}, page)))
	}
}
--- values of a page without escaping
import "text/template"

type page struct{ Name string }

func h(w http.ResponseWriter, r *http.Request) {
	t, _ := template.ParseFiles("page.html")
	t.Execute(w, map[string]string{"name": r.FormValue("name")}) // !
	t.ExecuteTemplate(w, "page", page{Name: r.FormValue("nick")}) // !
	t.Execute(w, page{Name: html.EscapeString(r.FormValue("name"))})
	t.Execute(os.Stdout, page{Name: r.FormValue("name")})
}
--- a request without its constructor
func h(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.FormValue("u"))
	if err != nil {
		return
	}
	http.DefaultClient.Do(&http.Request{Method: "GET", URL: u}) // !
	own, _ := url.Parse("https://acme.org/status")
	http.DefaultClient.Do(&http.Request{Method: "GET", URL: own, Header: http.Header{"X-Name": {r.FormValue("name")}}})
}
--- the host of an address is handed to a check of another file that complains
func h(w http.ResponseWriter, r *http.Request) {
	u, err := url.Parse(r.FormValue("u"))
	if err != nil {
		return
	}
	if err := checkHost(u.Hostname()); err != nil {
		return
	}
	http.Get(u.String())
}
--- the host of an address is counted and not checked
func h(w http.ResponseWriter, r *http.Request) {
	v, err := url.Parse(r.FormValue("v"))
	if err != nil {
		return
	}
	if err := countHost(v.Hostname()); err != nil {
		return
	}
	http.Get(v.String()) // !
}
--- a name that holds anything but letters is refused
var other = regexp.MustCompile("[^a-z]")

func h(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	if other.MatchString(name) {
		return
	}
	os.ReadFile("pages/" + name)
	again := r.FormValue("again")
	if !other.MatchString(again) {
		return
	}
	os.ReadFile("pages/" + again) // !
}
--- a proxy that asks whom the visitor names
func a() *httputil.ReverseProxy {
	return &httputil.ReverseProxy{Director: func(r *http.Request) {
		r.URL.Scheme = "http"
		r.URL.Host = r.Header.Get("X-Target") // !
	}}
}
func b() *httputil.ReverseProxy {
	director := func(req *http.Request) {
		host := req.URL.Query().Get("host")
		req.URL.Host = host // !
	}
	return &httputil.ReverseProxy{Director: director}
}
--- a proxy that asks its own servers
func a(target *url.URL, backends map[string]string) *httputil.ReverseProxy {
	return &httputil.ReverseProxy{Director: func(req *http.Request) {
		req.URL.Scheme = target.Scheme
		req.URL.Host = target.Host
		req.URL.Path = "/v1" + req.URL.Path
		req.Header.Set("X-Forwarded-Host", req.Host)
	}}
}
func b(backends map[string]string) *httputil.ReverseProxy {
	return &httputil.ReverseProxy{Director: func(req *http.Request) {
		req.URL.Host = backends[req.Host]
	}}
}
--- JSON from a socket
func ws(conn *websocket.Conn) {
	var m struct{ Name string }
	conn.ReadJSON(&m)
	os.Remove("/srv/" + m.Name) // !
	os.Remove("/srv/" + filepath.Base(m.Name))
}
--- the path of an address begins with a slash, a field does not
func a(w http.ResponseWriter, r *http.Request) {
	b, _ := os.ReadFile("/srv/" + path.Clean(r.URL.Path))
	w.Write(b)
	c, _ := os.ReadFile("/srv/" + path.Clean(r.FormValue("f"))) // !
	w.Write(c)
	d, _ := os.ReadFile("/srv/" + r.URL.Path) // !
	w.Write(d)
	e, _ := os.ReadFile("/srv/" + path.Clean(r.URL.RawQuery)) // !
	w.Write(e)
}
--- methods that net/rpc calls
import "net/rpc"
type Files struct{ root string }
func (f *Files) Read(req ReadRequest, resp *ReadResponse) error {
	b, err := os.ReadFile(f.root + "/" + req.Name) // !
	resp.Body = b
	return err
}
func (f *Files) Run(cmd string, reply *string) error {
	return exec.Command("sh", "-c", cmd).Run() // !
}
func (f *Files) Safe(req ReadRequest, resp *ReadResponse) error {
	b, err := os.ReadFile(filepath.Join(f.root, filepath.Base(req.Name)))
	resp.Body = b
	return err
}
func (f *Files) clean(name string) error { return os.Remove("/srv/" + name) }
func serve(l net.Listener) {
	server := rpc.NewServer()
	server.Register(&Files{root: "/srv"})
	server.Accept(l)
}
--- statement of what is quoted
func find(w http.ResponseWriter, r *http.Request) {
	log.Printf("asked for %q", r.FormValue("q"))
	db.Query(fmt.Sprintf("SELECT a FROM t WHERE b = %q", r.FormValue("q"))) // !
}
--- redirect checked by the beginning of the own address
func back(w http.ResponseWriter, r *http.Request) {
	next := r.FormValue("next")
	if strings.HasPrefix(next, cfg.Origin) {
		http.Redirect(w, r, next, 302) // !
		return
	}
	if strings.HasPrefix(next, cfg.Origin+"/") {
		http.Redirect(w, r, next, 302)
		return
	}
	http.Redirect(w, r, "/", 302)
}
--- record of a store
type Server struct{ shares ShareStore; pluginStore *Plugins }
func (s *Server) raw(w http.ResponseWriter, r *http.Request) {
	link, err := s.shares.ByHash(mux.Vars(r)["hash"])
	if err != nil {
		return
	}
	http.ServeFile(w, r, link.Path)
}
func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	pluginID := mux.Vars(r)["id"]
	plugin, ok := s.pluginStore.Plugin(pluginID)
	if !ok {
		return
	}
	http.ServeFile(w, r, filepath.Join(plugin.Dir, "logo.svg"))
	http.ServeFile(w, r, filepath.Join(plugin.Dir, mux.Vars(r)["file"])) // !
	http.ServeFile(w, r, filepath.Join("plugins", s.names.Plugin(pluginID))) // !
}
--- values of a template, one of them of the caller
import "text/template"

var source = template.Must(template.New("a").Parse("<p>{{.Note}}</p>"))
func page(w http.ResponseWriter, r *http.Request) {
	source.Execute(w, map[string]string{"Hash": load(), "Note": r.FormValue("note")}) // !
}
--- an address that is put together as a struct
func ping(w http.ResponseWriter, r *http.Request) {
	u := url.URL{Scheme: "https", Host: r.FormValue("host"), Path: "/ping"}
	http.Get(u.String()) // !
	fixed := url.URL{Scheme: "https", Host: "api.example.com", Path: r.FormValue("p"), RawQuery: r.URL.RawQuery}
	http.Get(fixed.String())
	http.DefaultClient.Do(&http.Request{Method: "GET", URL: &url.URL{Scheme: "http", Host: r.FormValue("host")}}) // !
	http.DefaultClient.Do(&http.Request{Method: "GET", URL: &url.URL{Scheme: "http", Host: "api:80", Path: r.URL.Path}})
}
func secure(w http.ResponseWriter, r *http.Request) {
	u := url.URL{Scheme: "https", Host: r.Host, Path: r.URL.Path, RawQuery: r.URL.RawQuery}
	http.Redirect(w, r, u.String(), http.StatusMovedPermanently)
}
func leave(w http.ResponseWriter, r *http.Request) {
	u := &url.URL{Scheme: "https", Host: r.FormValue("shop") + ".example.net.evil"}
	http.Redirect(w, r, u.String(), http.StatusFound) // !
}
--- a method that is called as the field of an upload
func (b *Backend) Save(h Handle, rd io.Reader) error {
	req, err := http.NewRequest(http.MethodPost, b.Filename(h), ioutil.NopCloser(rd))
	return send(req, err)
}
func fetch(w http.ResponseWriter, r *http.Request) {
	_, header, _ := r.FormFile("list")
	http.Get("http://" + header.Filename) // !
}
`;
