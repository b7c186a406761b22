// Go routers: the route without the middleware of its siblings is found, groups and wrappers count, clean ones are silent.
import { beforeAll, describe, expect, it } from 'vitest';
import { readRuleFiles, readWasm } from '../../../../assets.ts';
import { finder, shown, type Sample } from '../samples.ts';

let find: Awaited<ReturnType<typeof finder>>;
beforeAll(async () => {
  find = await finder({ readRuleFiles, readWasm });
});

const gin = (last: string): string => `package api

import "github.com/gin-gonic/gin"

func Routes(r *gin.Engine) {
	r.POST("/items", AuthRequired(), createItem)
	r.PUT("/items/:id", AuthRequired(), updateItem)
	${last}
}
`;
const chi = (inner: string, outer: string): string => `package api

import "github.com/go-chi/chi/v5"

func Routes(r chi.Router) {
	r.Route("/items", func(r chi.Router) {
		r.Use(RequireUser)
		r.Post("/", createItem)
		r.Put("/{id}", updateItem)
		${inner}
	})
	${outer}
}
`;
const plain = (last: string): string => `package main

import "net/http"

func main() {
	http.HandleFunc("POST /items", requireAuth(createItem))
	http.HandleFunc("PUT /items/{id}", requireAuth(updateItem))
	${last}
	http.ListenAndServe(":8080", nil)
}

func removeItem(w http.ResponseWriter, r *http.Request) {
	db.Exec("DELETE FROM items WHERE id = ?", r.PathValue("id"))
}

func removeOwn(w http.ResponseWriter, r *http.Request) {
	if !allowed(r) {
		http.Error(w, "no", http.StatusForbidden)
		return
	}
}
`;

/** Served through `handler`. */
const mux = (handler: string): string => `package main

import "net/http"

func main() {
	other := http.NewServeMux()
	router := http.NewServeMux()
	router.HandleFunc("POST /users/{id}/delete", removeUser)
	server := &http.Server{Addr: ":8080", Handler: ${handler}}
	server.ListenAndServe()
}

func removeUser(w http.ResponseWriter, r *http.Request) {
	db.Exec("DELETE FROM users WHERE id = ?", r.PathValue("id"))
}
`;

const samples: Sample[] = [
  ['Gin, a delete without', 'src/routes.go', gin('r.DELETE("/items/:id", deleteItem)'), ['route-without-siblings-guard:8']], // prettier-ignore
  ['Gin, a delete with', 'src/routes.go', gin('r.DELETE("/items/:id", AuthRequired(), deleteItem)'), []],
  ['Gin, a group', 'src/routes.go', gin('g := r.Group("/", AuthRequired())\n\tg.DELETE("/items/:id", deleteItem)'), []], // prettier-ignore
  ['Gin, a group that uses it', 'src/routes.go', gin('g := r.Group("/")\n\tg.Use(AuthRequired())\n\tg.DELETE("/items/:id", deleteItem)'), []], // prettier-ignore
  ['Gin, used too late', 'src/routes.go', gin('g := r.Group("/")\n\tg.DELETE("/items/:id", deleteItem)\n\tg.Use(AuthRequired())'), ['route-without-siblings-guard:9']], // prettier-ignore
  ['Gin, health and login', 'src/routes.go', gin('r.GET("/health", health)\n\tr.POST("/login", login)'), []],
  ['chi, all inside', 'src/routes.go', chi('r.Delete("/{id}", deleteItem)', ''), []],
  ['chi, one outside', 'src/routes.go', chi('', 'r.Delete("/items/{id}", deleteItem)'), ['route-without-siblings-guard:12']], // prettier-ignore
  ['chi, with', 'src/routes.go', chi('', 'r.With(RequireUser).Delete("/items/{id}", deleteItem)'), []],
  ['net/http, one without', 'main.go', plain('http.HandleFunc("DELETE /items/{id}", removeItem)'), ['route-without-siblings-guard:8']], // prettier-ignore
  ['net/http, wrapped', 'main.go', plain('http.HandleFunc("DELETE /items/{id}", requireAuth(removeItem))'), []], // prettier-ignore
  ['net/http, the whole router wrapped', 'main.go', mux('requireAuth(router)'), []],
  [
    'net/http, the whole router logged',
    'main.go',
    mux('logged(router)'),
    ['sensitive-route-without-guard:8'],
  ],
  ['net/http, another router wrapped', 'main.go', mux('router, Next: requireAuth(other)'), ['sensitive-route-without-guard:8']], // prettier-ignore
  ['net/http, asks in its body', 'main.go', plain('http.HandleFunc("DELETE /items/{id}", removeOwn)'), []],
  [
    'Echo puts the middleware last',
    'src/routes.go',
    `package api

import "github.com/labstack/echo/v4"

func Routes(e *echo.Echo) {
	e.POST("/items", createItem, middleware.JWT(key))
	e.PUT("/items/:id", updateItem, middleware.JWT(key))
	e.DELETE("/items/:id", deleteItem)
}
`,
    ['route-without-siblings-guard:8'],
  ],
  [
    'a client, and no routes',
    'src/client.go',
    `package api

import "net/http"

func run(c *Client) {
	c.Post("/items", body)
	c.Delete("/users/1", nil)
	http.Get("/x")
}
`,
    [],
  ],
];

describe('Go', () => {
  it.each(samples)('%s', (_, path, body, expected) => {
    expect(shown(find(path, body))).toEqual(expected);
  });
});
