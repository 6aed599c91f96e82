package run.leger.caddy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.leger.caddy.standard.StandardCaddy;
import run.leger.caddy.syntax.SyntaxTree;

class CaddyfileTest {
    @Test
    void the_historic_template_comes_out_byte_for_byte() {
        String text = Caddyfile.builder()
                .site(
                        SiteAddress.withEnv("ai.", "TAILSCALE_HOSTNAME", ".ts.net"),
                        s -> s.reverseProxy(Upstream.of("openwebui:3000"))
                                .tls(t -> t.comment("Tailscale automatically provisions certs")
                                        .getCertificateTailscale()))
                .site(
                        SiteAddress.withEnv("jupyter.", "TAILSCALE_HOSTNAME", ".ts.net"),
                        s -> s.reverseProxy(Upstream.of("jupyter:8888")).tls(Tls::getCertificateTailscale))
                .build()
                .render();
        assertThat(text).isEqualTo("""
                ai.{$TAILSCALE_HOSTNAME}.ts.net {
                \treverse_proxy openwebui:3000
                \ttls {
                \t\t# Tailscale automatically provisions certs
                \t\tget_certificate tailscale
                \t}
                }

                jupyter.{$TAILSCALE_HOSTNAME}.ts.net {
                \treverse_proxy jupyter:8888
                \ttls {
                \t\tget_certificate tailscale
                \t}
                }
                """);
        assertThat(CaddyFormatter.format(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a,", ",", "{$HOME}", "{$", "{$:x}"})
    void a_name_that_caddy_would_read_otherwise_is_refused(String name) {
        assertThatThrownBy(() -> Caddyfile.builder().snippet(name, s -> s.respond(200)))
                .isInstanceOf(UnwritableValueException.class);
        assertThatThrownBy(() -> Caddyfile.builder().namedRoute(name, r -> r.respond(200)))
                .isInstanceOf(UnwritableValueException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a{b}", "{", "\"", "é\n"})
    void any_other_name_is_read_as_it_was_written(String name) {
        Caddyfile built = Caddyfile.builder()
                .snippet(name, s -> s.respond(200))
                .namedRoute(name, r -> r.respond(200))
                .build();
        Caddyfile read = Caddyfile.of(SyntaxTree.parse(built.render()));
        assertThat(read.snippets()).extracting(Snippet::name).containsExactly(name);
        assertThat(read.namedRoutes()).extracting(NamedRoute::name).containsExactly(name);
    }

    @Test
    void two_snippets_of_one_name_are_refused_where_they_are_built_or_checked() {
        Caddyfile.Builder builder =
                Caddyfile.builder().snippet("x", s -> s.respond(200)).snippet("x", s -> s.respond(404));
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
        Snippet snippet = new Snippet("x", List.of());
        assertThat(StandardCaddy.standard().check(new Caddyfile(List.of(snippet, snippet))))
                .singleElement()
                .extracting(CaddyfileProblem::reason)
                .isEqualTo("redeclaration of previously declared snippet x");
    }

    @Test
    void one_address_may_stand_at_two_sites_that_listen_on_different_places() {
        Caddyfile file = Caddyfile.builder()
                .site("a.com", s -> s.bind("127.0.0.1").respond(200))
                .site("a.com", s -> s.bind("127.0.0.2", "127.0.0.3").respond(404))
                .site(
                        "a.com",
                        s -> s.directive(
                                Directive.of("bind", "127.0.0.1").withBlock(List.of(Directive.of("protocols", "h3")))))
                .build();
        assertThat(StandardCaddy.standard().check(file)).isEmpty();
        assertThat(Caddyfile.of(SyntaxTree.parse(file.render())).sites()).hasSize(3);

        Caddyfile.Builder twice = Caddyfile.builder()
                .site("a.com", s -> s.bind("127.0.0.1", "127.0.0.2"))
                .site(List.of(SiteAddress.of("b.com"), SiteAddress.of("a.com")), s -> s.bind("127.0.0.2"));
        assertThatThrownBy(twice::build).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_names_nothing_is_refused() {
        assertThatThrownBy(() -> Caddyfile.builder().site("a.com", s -> s.bind()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a bind needs an address");
        assertThatThrownBy(() -> Caddyfile.builder().global(g -> g.storageFileSystem("")))
                .isInstanceOf(UnwritableValueException.class);
    }

    @Test
    void a_site_that_listens_nowhere_is_a_warning() {
        Caddyfile file = Caddyfile.of(SyntaxTree.parse("a.com {\n\tbind\n}\n"));
        assertThat(StandardCaddy.standard().check(file))
                .extracting(CaddyfileProblem::toString)
                .containsExactly(
                        "Caddyfile:2:2: warning: it names no address, and Caddy forgets a site that listens nowhere");
    }

    @Test
    void every_part_has_its_place() {
        String text = Caddyfile.builder()
                .comment("Made by a program")
                .global(g -> g.admin("unix//run/caddy/admin.sock|0660")
                        .email("a@b.c")
                        .httpPort(8080)
                        .httpsPort(8443)
                        .debug()
                        .storageFileSystem("/var/lib/caddy")
                        .autoHttps(AutoHttps.DISABLE_REDIRECTS)
                        .defaultBind("127.0.0.1", "::1")
                        .log(l -> l.line("output", "stderr").line("level", "WARN")))
                .site(
                        List.of(SiteAddress.of("a.com"), SiteAddress.of("http://b.com:8080")),
                        s -> s.bind("127.0.0.1")
                                .reverseProxy(
                                        Upstream.of("unix//run/a.sock"),
                                        p -> p.headerUp("X-A", "{literal}")
                                                .headerUp("Host", Argument.placeholder("http.request.host"))
                                                .removeHeaderUp("X-B")
                                                .transportHttp(t -> t.line("dial_timeout", "2s")))
                                .header("X-Env", "{env.HOME}")
                                .respond("say \"hi\"", 200)
                                .directive("encode", "gzip")
                                .directive("respond", "/path")
                                .handle(Matcher.path("/x/*"), h -> h.respond(404))
                                .tls(Tls::internal))
                .build()
                .render();
        assertThat(text).isEqualTo("""
                # Made by a program
                {
                \tadmin unix//run/caddy/admin.sock|0660
                \temail a@b.c
                \thttp_port 8080
                \thttps_port 8443
                \tdebug
                \tstorage file_system /var/lib/caddy
                \tauto_https disable_redirects
                \tdefault_bind 127.0.0.1 ::1
                \tlog {
                \t\toutput stderr
                \t\tlevel WARN
                \t}
                }

                a.com, http://b.com:8080 {
                \tbind 127.0.0.1
                \treverse_proxy unix//run/a.sock {
                \t\theader_up X-A "\\{literal\\}"
                \t\theader_up Host "{http.request.host}"
                \t\theader_up -X-B
                \t\ttransport http {
                \t\t\tdial_timeout 2s
                \t\t}
                \t}
                \theader * X-Env "\\{env.HOME\\}"
                \trespond * "say \\"hi\\"" 200
                \tencode gzip
                \trespond * /path
                \thandle /x/* {
                \t\trespond * 404
                \t}
                \ttls internal
                }
                """);
        assertThat(CaddyFormatter.format(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"handle", "handle_errors", "route", "handle_response"})
    void a_text_in_a_block_of_directives_is_no_matcher_however_the_block_was_made(String container) {
        Directive inner = Directive.of("respond", "/admin");
        Directive outer = Directive.of(container).withBlock(List.of(inner));
        String expected = container + " {\n%1$s\trespond * /admin\n%1$s}\n";
        assertThat(Caddyfile.builder()
                        .site("a.com", site -> site.directive(outer))
                        .build()
                        .render())
                .contains(expected.formatted("\t"));
        Directive proxy = Directive.of("reverse_proxy", "b:80");
        assertThat(Caddyfile.builder()
                        .site(
                                "a.com",
                                site -> site.directive(
                                        proxy,
                                        block -> block.block(Directive.of(container), lines -> lines.line(inner))))
                        .build()
                        .render())
                .contains(expected.formatted("\t\t"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.com\nb.com",
                "a.com {",
                "{$HOME}",
                "a.com, b.com",
                "(snip)",
                "&(x)",
                "@m",
                "import x",
                "import",
                "IMPORT",
                "import.",
                "",
                "a b",
                "ftp://a.com",
                "a.com:0",
                "a.com:65536",
                "a.com:x",
                "a.com/path",
                "http://a.com:443",
                "https://a.com:80",
                "a.*.com",
                "1.2.3.4.5",
                "a.com\0",
                "[::1",
                "*"
            })
    void what_is_no_site_address_is_refused(String address) {
        UnwritableValueException e =
                catchThrowableOfType(UnwritableValueException.class, () -> SiteAddress.of(address));
        assertThat(e.position()).isEqualTo("site address");
        assertThat(e.remedy()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "; respond pwned",
                "127.0.0.1:80 evil:1",
                "a",
                "a:0",
                "a:1-2",
                "http://user:pw@host",
                "http://a/path",
                "{env.X}:80",
                "unix/rel",
                "unix//a b",
                "unix//a|0600",
                "fd/3",
                "https://a:80",
                "h2c://a:443",
                "::1:80",
                "h2c://unix//a",
                "http://unix//a",
                "a:80\n"
            })
    void what_is_no_upstream_is_refused(String upstream) {
        assertThatThrownBy(() -> Upstream.of(upstream))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageStartingWith("reverse_proxy, upstream");
    }

    @Test
    void good_addresses_and_upstreams_are_kept() {
        for (String address : List.of(
                "a.com",
                "*.a.com",
                "http://a.com",
                "https://a.com:8443",
                ":8080",
                "127.0.0.1",
                "[::1]:80",
                "http://")) {
            if (address.equals("http://")) {
                assertThat(SiteAddress.anyHost("http")).hasToString(address);
            } else {
                assertThat(SiteAddress.of(address)).hasToString(address);
            }
        }
        for (String upstream :
                List.of("a:1", ":9000", "https://a:8443", "[::1]:80", "unix//run/a.sock", "unix+h2c//run/a.sock")) {
            assertThat(Upstream.of(upstream)).hasToString(upstream);
        }
        assertThat(Upstream.of("https://a")).hasToString("https://a:443");
        assertThat(SiteAddress.of("BÜCHER.example")).hasToString("xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X:", "X\nY", "-X", "+X", "", "X Y", "{X}", "*"})
    void what_is_no_header_name_is_refused(String field) {
        assertThatThrownBy(() -> Caddyfile.builder().site("a.com", s -> s.header(field, "x")))
                .isInstanceOf(UnwritableValueException.class);
    }

    @Test
    void a_brace_in_an_unknown_field_asks_what_is_meant_and_shows_no_value() {
        Caddyfile.Builder builder = Caddyfile.builder().site("a.com", s -> s.directive("x", "ok", "{secret}"));
        UnwritableValueException e = catchThrowableOfType(UnwritableValueException.class, builder::build);
        assertThat(e.position()).isEqualTo("site a.com > x, argument 2");
        assertThat(e.getMessage()).doesNotContain("secret");
        assertThat(e.remedy()).hasValueSatisfying(remedy -> assertThat(remedy).contains("Argument.text"));
    }

    @Test
    void import_is_no_directive_here() {
        assertThatThrownBy(() -> Directive.of("import")).isInstanceOf(UnwritableValueException.class);
    }

    @Test
    void an_imported_file_needs_one_backslash_more() {
        Caddyfile caddyfile =
                Caddyfile.builder().site("a.com", s -> s.respond("{x}", 200)).build();
        assertThat(caddyfile.render()).contains("\"\\{x\\}\"");
        assertThat(caddyfile.renderForImport()).contains("\"\\\\{x\\\\}\"");
    }

    @Test
    void two_sites_cannot_share_an_address() {
        Caddyfile.Builder builder =
                Caddyfile.builder().site("a.com", s -> s.respond(200)).site("A.com", s -> s.respond(200));
        assertThatThrownBy(builder::build).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void what_has_no_spelling_is_refused() {
        assertThatThrownBy(() -> new TokenWriter(0, CaddyVersion.ANY).write(Argument.of("\r\\"), "there"))
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageStartingWith("there: ");
        assertThatThrownBy(() -> new TokenWriter(0, CaddyVersion.ANY).write(Argument.verbatim("a{host}"), "there"))
                .hasMessageContaining("shorthand");
        assertThatThrownBy(() -> new TokenWriter(0, CaddyVersion.ANY).write(Argument.of("\ud800"), "there"))
                .hasMessageContaining("surrogate");
    }

    @Test
    void snippets_named_routes_and_imports_stand_in_the_order_of_the_builder() {
        Caddyfile caddyfile = Caddyfile.builder()
                .snippet("secure", s -> s.header("X-A", "{b}").directive(Snippet.blockOfImport()))
                .namedRoute("app", r -> r.respond("ok", 200))
                .section(new Comment("what is behind"))
                .section(Import.of("sites/*.caddy"))
                .site(
                        "a.example.com",
                        s -> s.importing(Import.of("secure", "x y").withBlock(List.of(Directive.of("encode"))))
                                .directive(Directive.of("invoke", "app")))
                .build();
        assertThat(caddyfile.render()).isEqualTo("""
                (secure) {
                \theader * X-A "\\\\{b\\\\}"
                \t"{block}"
                }

                &(app) {
                \trespond * ok 200
                }

                # what is behind

                import sites/*.caddy

                a.example.com {
                \timport secure "x y" {
                \t\tencode
                \t}
                \tinvoke app
                }
                """);
        assertThat(Caddyfile.of(SyntaxTree.parse(caddyfile.render())).render()).isEqualTo(caddyfile.render());
    }

    @Test
    void what_an_import_cannot_carry_is_refused() {
        for (String odd : List.of("", "a\nb", "{x}")) {
            assertThatThrownBy(() -> Import.of(odd)).isInstanceOf(UnwritableValueException.class);
        }
        assertThatThrownBy(() -> Import.of("s", "a\nb")).isInstanceOf(UnwritableValueException.class);
        assertThatThrownBy(() -> new Snippet("a\0", List.of())).isInstanceOf(UnwritableValueException.class);
    }

    @Test
    void a_brace_alone_is_written_only_for_a_caddy_that_reads_it_as_text() {
        Caddyfile caddyfile = new Caddyfile(List.of(new Site(
                List.of(SiteAddress.of(":80")),
                List.of(Directive.of("header").on(Matcher.any()).with(Argument.of("X"), Argument.verbatim("{"))))));
        assertThat(caddyfile.render(CaddyVersion.of("v2.11.9 h1:abc="))).contains("header * X \"{\"");
        assertThatThrownBy(caddyfile::render)
                .isInstanceOf(UnwritableValueException.class)
                .hasMessageContaining("before 2.11.9");
        assertThatThrownBy(() -> CaddyVersion.of("latest")).isInstanceOf(IllegalArgumentException.class);
    }
}
