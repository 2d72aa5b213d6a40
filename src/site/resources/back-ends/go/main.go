package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

type session struct {
	Active  bool   `json:"active"`
	User    string `json:"sub"`
	App     string `json:"client_id"`
	Handle  string `json:"sid"`
	Account string `json:"account"`
}

type key struct{}

var client = &http.Client{Timeout: 3 * time.Second}

func introspect(ctx context.Context, token string) (s session, err error) {
	form := strings.NewReader(url.Values{"token": {token}}.Encode())
	request, err := http.NewRequestWithContext(ctx, "POST", os.Getenv("WXSESSION")+"/oauth2/introspect", form)
	if err != nil {
		return s, err
	}
	request.SetBasicAuth("orders", os.Getenv("SECRET"))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	response, err := client.Do(request)
	if err != nil {
		return s, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return s, fmt.Errorf("introspection answered %s", response.Status)
	}
	return s, json.NewDecoder(response.Body).Decode(&s)
}

func authenticated(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			w.Header().Set("WWW-Authenticate", "Bearer")
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		s, err := introspect(r.Context(), token)
		if err != nil { // neither logged in nor logged out
			log.Print(err)
			w.Header().Set("Retry-After", "2")
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		if !s.Active {
			w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`)
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		next(w, r.WithContext(context.WithValue(r.Context(), key{}, s)))
	}
}

func main() {
	http.HandleFunc("/api/me", authenticated(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprint(w, r.Context().Value(key{}).(session).User)
	}))
	log.Fatal(http.ListenAndServe(os.Getenv("ADDRESS"), nil))
}
