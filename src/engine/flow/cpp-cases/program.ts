// C and C++ programs: how a value travels through buffers, formats, streams, strings and pointers, and what checks it.
export const classes = ['sql-injection', 'command-injection', 'path-traversal', 'xss', 'ssrf', 'open-redirect', 'ldap-injection', 'xpath-injection', 'code-injection']; // prettier-ignore
/** Each a whole file. */
export const programs = String.raw`
--- a format into a buffer
int main(int argc, char **argv) {
    char command[256];
    snprintf(command, sizeof command, "tar czf /srv/site.tgz %s", argv[1]);
    return system(command); // !
}
--- a function that refuses other characters
static int plain(const char *s) {
    for (; *s; s++)
        if (!isalnum((unsigned char)*s))
            return 0;
    return 1;
}
static bool has_digit(const char *s) {
    for (; *s; s++)
        if (isdigit((unsigned char)*s))
            return true;
    return false;
}
void finger(void) {
    char cmd[200];
    char *user = getenv("QUERY_STRING");
    if (!user || !plain(user))
        return;
    snprintf(cmd, sizeof cmd, "finger %s", user);
    system(cmd);
}
void finger_others(void) {
    char cmd[200];
    char *user = getenv("QUERY_STRING");
    if (plain(user))
        return;
    snprintf(cmd, sizeof cmd, "finger %s", user);
    system(cmd); // !
}
void finger_names(void) {
    char cmd[200];
    char *user = getenv("QUERY_STRING");
    if (has_digit(user))
        return;
    snprintf(cmd, sizeof cmd, "finger %s", user);
    system(cmd); // !
}
--- a part of the query, and where the answer leads
static char *param(const char *name) {
    char *all = getenv("QUERY_STRING");
    char *at = strstr(all, name);
    return at ? at + strlen(name) + 1 : NULL;
}
void greet(void) {
    printf("<p>Hello %s</p>", param("who")); // !
    printf("Location: %s\r\n\r\n", param("next")); // !
    printf("Location: /home\r\n\r\n");
    printf("Length: %zu\r\n\r\n", strlen(param("next")));
}
--- numbers in a format leave no text
int main(int argc, char **argv) {
    char command[256];
    int worker = atoi(argv[1]);
    snprintf(command, sizeof command, "restart worker%d of %*d%%", worker, 4, worker);
    return system(command);
}
--- copied and added to
void lookup(void) {
    char host[128], line[256];
    if (fgets(host, sizeof host, stdin) == NULL)
        return;
    host[strcspn(host, "\n")] = '\0';
    strcpy(line, "nslookup ");
    strncat(line, host, sizeof line - strlen(line) - 1);
    FILE *p = popen(line, "r"); // !
}
--- one copy within another
void lookup(void) {
    char line[256];
    strcat(strcpy(line, "finger "), getenv("WHO"));
    system(line); // !
}
--- a pointer into the buffer
void run(void) {
    char buffer[100] = "ls ";
    char *data = buffer;
    size_t length = strlen(data);
    char *folder = getenv("FOLDER");
    if (folder != NULL)
        strncat(data + length, folder, 100 - length - 1);
    if (system(data) != 0) // !
        exit(1);
}
--- a pointer to the pointer
void run(void) {
    char buffer[100] = "ls ", *data = buffer;
    char **first = &data;
    char **second = &data;
    {
        char *data = *first;
        strcat(data, getenv("FOLDER"));
        *first = data;
    }
    {
        char *data = *second;
        system(data); // !
    }
}
--- out of a helper
static char *add(char *data) {
    strcat(data, getenv("FOLDER"));
    return data;
}
static char *add_fixed(char *data) {
    strcat(data, "*.c");
    return data;
}
void run(void) {
    char one[100] = "ls ", two[100] = "ls ";
    char *data = add(one);
    char *other = add_fixed(two);
    system(data); // !
    system(other);
}
--- a constant switch
void run(void) {
    char data[100] = "ls ";
    switch (6) {
    case 6:
        strcat(data, "-l");
        break;
    default:
        strcat(data, getenv("X"));
        break;
    }
    system(data);
}
--- from a socket to a shell
void serve(int listener) {
    char name[64], line[128];
    int client = accept(listener, NULL, NULL);
    ssize_t n = recv(client, name, sizeof name - 1, 0);
    if (n <= 0) return;
    name[n] = '\0';
    execl("/bin/sh", "sh", "-c", name, NULL); // !
    execl("/usr/bin/id", "id", name, NULL);
}
--- one of a list
static const char *allowed[] = { "cpu", "disk", NULL };
void serve(int listener) {
    char name[64], line[128];
    int client = accept(listener, NULL, NULL);
    recv(client, name, sizeof name, 0);
    for (int i = 0; allowed[i]; i++)
        if (strcmp(name, allowed[i]) == 0) {
            snprintf(line, sizeof line, "stat-%s", name);
            system(line);
        }
}
--- letters and digits only
int ping(const char *host) {
    char line[100];
    for (size_t i = 0; host[i]; i++)
        if (!isalnum((unsigned char)host[i]))
            return -1;
    if (strspn(host, LETTERS) != strlen(host))
        return -1;
    sprintf(line, "ping %s", host);
    return system(line);
}
--- chosen by comparison
void service(char **argv) {
    const char *what = strcmp(argv[1], "start") == 0 ? "start" : "stop";
    char line[100];
    sprintf(line, "service app %s", what);
    system(line);
}
--- scanned
void scan(void) {
    int id;
    char name[32], word[32], line[100];
    scanf("%d %31s %*s %31[a-z0-9]", &id, name, word);
    sprintf(line, "show %d", id);
    system(line);
    sprintf(line, "show %s", word);
    system(line);
    sprintf(line, "show %s", name);
    system(line); // !
}
--- an output stream
void run() {
    std::string user;
    std::cin >> user;
    std::ostringstream out;
    out << "finger " << user;
    std::system(out.str().c_str()); // !
}
--- lines and formats
void run() {
    std::string target;
    int count = 0;
    std::getline(std::cin, target);
    std::cin >> count;
    popen(fmt::format("traceroute {}", target).c_str(), "r"); // !
    popen(fmt::format("traceroute -m {:d}", count).c_str(), "r");
    popen(("traceroute -m " + std::to_string(count)).c_str(), "r");
}
--- matched whole
void run() {
    std::string target;
    std::getline(std::cin, target);
    static const std::regex host("[A-Za-z0-9.-]+");
    if (!std::regex_match(target, host)) {
        std::cerr << "bad host\n";
        return;
    }
    std::system(("traceroute " + target).c_str());
}
--- quoted by the database
int find(MYSQL *db, const char *name) {
    char safe[257], sql[512];
    mysql_real_escape_string(db, safe, name, strlen(name));
    snprintf(sql, sizeof sql, "SELECT id FROM users WHERE name = '%s'", safe);
    mysql_query(db, sql);
    snprintf(sql, sizeof sql, "SELECT id FROM users WHERE name = '%s'", name);
    return mysql_query(db, sql); // !
}
--- the quoting of sqlite
void add(sqlite3 *db, const char *text) {
    char *one = sqlite3_mprintf("INSERT INTO t VALUES('%q', %Q)", text, text);
    sqlite3_exec(db, one, 0, 0, 0);
    char *two = sqlite3_mprintf("INSERT INTO t VALUES('%s')", text);
    sqlite3_exec(db, two, 0, 0, 0); // !
}
--- methods that run SQL
class Users {
public:
    void find(pqxx::work &tx, const std::string &name) {
        tx.exec("SELECT * FROM users WHERE name = '" + name + "'"); // !
        tx.exec("SELECT * FROM users WHERE name = " + tx.quote(name));
        tx.exec_params("SELECT * FROM users WHERE name = $1", name);
    }
    void drop(QSqlQuery &q, const QString &id) {
        q.exec(QString("DELETE FROM t WHERE id = '%1'").arg(id)); // !
        q.prepare("DELETE FROM t WHERE id = :id");
    }
    void clear(soci::session &session, const std::string &name) {
        session << "DELETE FROM p WHERE name = '" << name << "'"; // !
        session << "DELETE FROM p WHERE name = :n", soci::use(name);
    }
};
--- what is printed is no statement
void show(const std::string &name) {
    std::cout << "Select a row from " << name << " where it is\n";
    printf("delete from the list: %s\n", name.c_str());
}
--- a file named by the network
void serve(int listener) {
    int client = accept(listener, NULL, NULL);
    char name[256] = "", path[512], real[PATH_MAX];
    recv(client, name, sizeof name - 1, 0);
    snprintf(path, sizeof path, ROOT "/%s", name);
    open(path, O_RDONLY); // !
    if (realpath(path, real) == NULL || strncmp(real, ROOT, strlen(ROOT)) != 0)
        return;
    open(real, O_RDONLY);
}
--- no way up
void serve(int listener) {
    int client = accept(listener, NULL, NULL);
    char name[256] = "", path[512];
    recv(client, name, sizeof name - 1, 0);
    if (strstr(name, "..") || strchr(name, '/') != NULL)
        return;
    snprintf(path, sizeof path, "/srv/%s", name);
    FILE *f = fopen(path, "r");
}
--- a resolved path in C++
namespace fs = std::filesystem;
void serve(const httplib::Request &req, const fs::path &root) {
    std::ifstream first(root / req.get_param_value("name")); // !
    auto path = fs::weakly_canonical(root / req.get_param_value("name"));
    if (path.string().rfind(root.string(), 0) != 0)
        throw std::runtime_error("outside");
    std::ifstream second(path);
    std::ifstream third(root / fs::path(req.get_param_value("name")).filename());
}
--- a program of a web server
int main(void) {
    char *query = getenv("QUERY_STRING");
    int page = atoi(query);
    printf("<h1>Hello %s</h1>", query); // !
    printf("<h1>Page %d</h1>", page);
    curl_easy_setopt(curl, CURLOPT_URL, query); // !
    curl_easy_setopt(curl, CURLOPT_USERAGENT, query);
}
--- a struct that is filled
struct request { std::string path; std::string body; };
static request read_request(int client) {
    char buffer[512] = "";
    request r;
    recv(client, buffer, sizeof buffer - 1, 0);
    std::istringstream in(buffer);
    in >> r.path;
    return r;
}
int main() {
    int client = accept(listener, nullptr, nullptr);
    auto r = read_request(client);
    std::system(("log " + r.path).c_str()); // !
}
--- a macro among the arguments
void find(xmlXPathContextPtr ctx, const std::string &user) {
    std::string path = "//user[name='" + user + "']";
    xmlXPathEvalExpression(BAD_CAST path.c_str(), ctx); // !
}
--- directory search
void find(LDAP *ld, const char *user) {
    char filter[256];
    snprintf(filter, sizeof filter, "(uid=%s)", user);
    ldap_search_ext_s(ld, base, LDAP_SCOPE_SUBTREE, filter, NULL, 0, NULL, NULL, NULL, 0, &found); // !
}
`;
