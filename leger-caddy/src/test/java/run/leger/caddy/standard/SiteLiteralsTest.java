package run.leger.caddy.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.leger.caddy.Caddyfile;
import run.leger.caddy.Directive;

class SiteLiteralsTest {
    private static final Map<String, Function<String, Directive>> PLACES = Map.ofEntries(
            Map.entry("bind", text -> Bind.TYPE.of(text)),
            Map.entry(
                    "append",
                    text -> Directive.of("a").with(LogEncoders.VALUE.type().literal(text))),
            Map.entry("ca", text -> TlsDirective.CA.literal(text)),
            Map.entry("client_auth mode", text -> ClientAuth.MODE.literal(text)),
            Map.entry("client_ip_headers", text -> ServerOptions.CLIENT_IP_HEADERS.literal(text)),
            Map.entry("ech", text -> EchOption.ECH.literal(text)),
            Map.entry("origins", text -> AdminOption.ORIGINS.literal(text)),
            Map.entry("server name", text -> ServerOptions.NAME.literal(text)),
            Map.entry("bind protocols", text -> Bind.PROTOCOLS.literal(text)),
            Map.entry("admin", text -> AdminOption.ADMIN.literal(text)),
            Map.entry("key_type", text -> StandardOptions.KEY_TYPE.literal(text)),
            Map.entry("log", text -> LogDirective.TYPE.of(text)),
            Map.entry("option log", text -> LogDirective.OPTION.literal(text)),
            Map.entry("level", text -> LogDirective.LEVEL.literal(text)),
            Map.entry("order", text -> OrderOption.ORDER.literal(text, "first")),
            Map.entry("pki ca", text -> PkiOption.CA.literal(text)),
            Map.entry("servers", text -> ServerOptions.SERVERS.literal(text)),
            Map.entry("storage", text -> StandardOptions.STORAGE.literal("file_system", text)),
            Map.entry("insecure_secrets_log", text -> TlsDirective.INSECURE_SECRETS_LOG.literal(text)),
            Map.entry("tls_automate_names", text -> StandardOptions.TLS_AUTOMATE_NAMES.literal(text)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    bind                 | 127.0.0.1
                    bind                 | a.example
                    bind                 | [::1]
                    bind                 | [fe80::1%eth0]
                    bind                 | tcp6/[::1]
                    bind                 | tailscale/node
                    bind                 | unix//run/a.sock
                    bind                 | `unix//run/a.sock|0220`
                    bind                 | fd/3
                    bind protocols       | h2c
                    admin                | off
                    admin                | localhost:2019
                    admin                | [::1]:2019
                    admin                | tcp/127.0.0.1:2019
                    admin                | unix//run/caddy.sock
                    append               | 17
                    append               | {a} {b}
                    ca                   | https://ca.example/dir
                    client_auth mode     | require
                    client_ip_headers    | X-Real-IP
                    ech                  | a.example
                    origins              | localhost:2019
                    server name          | web
                    key_type             | p256
                    log                  | a b
                    option log           | default
                    level                | Warn
                    order                | my-handler
                    pki ca               | local
                    servers              | :443
                    storage              | /var/lib/caddy
                    insecure_secrets_log | /tmp/keys
                    tls_automate_names   | *.a.example
                    tls_automate_names   | localhost
                    """)
    void areWrittenWhereTheyMeanThemselves(String place, String text) {
        Directive line = line(place, text);

        assertThat(line.arguments()).anyMatch(argument -> argument.token().equals(Optional.of(text)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    bind                 | ``
                    bind                 | hidden:8080
                    bind                 | ::1
                    bind                 | [hidden]
                    bind                 | tcp/hidden
                    bind                 | */hidden
                    bind                 | /hidden
                    bind                 | {hidden}
                    bind                 | unix/{hidden}
                    bind                 | `unix//hidden|0440`
                    bind                 | fd/hidden
                    bind protocols       | ``
                    bind protocols       | hidden
                    admin                | ``
                    admin                | hidden
                    admin                | ::1:2019
                    admin                | {hidden}:2019
                    admin                | localhost:hidden
                    admin                | unix/hidden path
                    append               | {hidden}
                    ca                   | ``
                    client_auth mode     | hidden
                    client_auth mode     | ``
                    client_ip_headers    | a hidden
                    ech                  | {hidden}
                    ech                  | *.hidden
                    origins              | ``
                    server name          | srv0
                    server name          | ``
                    log                  | log0
                    option log           | log17
                    key_type             | ``
                    key_type             | hidden
                    log                  | ``
                    log                  | default
                    option log           | ``
                    level                | ``
                    level                | hidden
                    order                | `hidden first`
                    pki ca               | ``
                    servers              | ``
                    storage              | ``
                    insecure_secrets_log | ``
                    tls_automate_names   | ``
                    tls_automate_names   | hidden!
                    tls_automate_names   | *.hidden
                    tls_automate_names   | hidden.
                    """)
    void areRefusedWhereCaddyWouldTakeThemForSomethingElse(String place, String text) {
        assertThatThrownBy(() -> line(place, text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("hidden");
    }

    @Test
    void areQuotedWhereTheyCouldBeNumbers() {
        Directive field = Directive.of("id").with(LogEncoders.VALUE.type().literal("17"));
        Directive format = LogDirective.FORMAT.literal("append").withBlock(List.of(field));
        Caddyfile file = Caddyfile.builder()
                .site(
                        "a.example",
                        site -> site.directive(LogDirective.TYPE.of("a").withBlock(List.of(format))))
                .build();

        assertThat(file.render()).contains("id \"17\"");
    }

    private static Directive line(String place, String text) {
        return Objects.requireNonNull(PLACES.get(place)).apply(text);
    }
}
