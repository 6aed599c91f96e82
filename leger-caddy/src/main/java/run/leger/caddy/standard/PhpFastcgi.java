package run.leger.caddy.standard;

import java.util.List;
import java.util.Set;
import run.leger.caddy.Argument;
import run.leger.caddy.Directive;
import run.leger.caddy.grammar.DirectiveType;
import run.leger.caddy.grammar.Report;
import run.leger.caddy.grammar.Setting;
import run.leger.caddy.grammar.Shape;
import run.leger.caddy.grammar.Values;
import run.leger.caddy.internal.ShortcutWords;

/** {@code php_fastcgi [matcher] [<upstream…>] { root; split; env; index; try_files; … }}: runs PHP scripts. */
public final class PhpFastcgi {
    /** Where the path of a script ends, {@code .php} if none is given. */
    public static final Setting<List<Argument>> SPLIT = Setting.list("split", Values.plain());
    /** The script that answers for a folder, {@code index.php} if none is given; {@code off} for none. */
    public static final Setting<Argument> INDEX =
            Setting.of("index", Values.text().writing(Literals.not("off")));
    /** Which files are tried, in place of the path, the index of that folder, and the index. */
    public static final Setting<List<Argument>> TRY_FILES = Setting.list("try_files", TryFiles.FILE.type());
    /** Whether the root is followed to where it leads, if it is a link. */
    public static final Setting<Boolean> RESOLVE_ROOT_SYMLINK =
            FastCgiTransport.RESOLVE_ROOT_SYMLINK.shaped(Shape.of().ignoringMore());
    /** Whether what scripts write to their standard error is logged. */
    public static final Setting<Boolean> CAPTURE_STDERR =
            FastCgiTransport.CAPTURE_STDERR.shaped(Shape.of().ignoringMore());

    private static final List<Setting<?>> OWN = List.of(
            FastCgiTransport.ROOT,
            SPLIT,
            FastCgiTransport.ENV,
            INDEX,
            TRY_FILES,
            RESOLVE_ROOT_SYMLINK,
            FastCgiTransport.DIAL_TIMEOUT,
            FastCgiTransport.READ_TIMEOUT,
            FastCgiTransport.WRITE_TIMEOUT,
            CAPTURE_STDERR);

    /** The directive; its other lines are those of {@link FastCgiTransport} and, but for the transport, of {@link ReverseProxy}. */
    public static final DirectiveType TYPE = DirectiveType.handler(
            "php_fastcgi",
            ReverseProxy.WITHOUT_TRANSPORT
                    .block(OWN.toArray(Setting<?>[]::new))
                    .rule(new OwnWords(ShortcutWords.of("php_fastcgi")))
                    .rule(PhpFastcgi::speaksFastCgi));

    private PhpFastcgi() {}

    private static void speaksFastCgi(Directive line, Report report) {
        for (Argument upstream : ReverseProxy.UPSTREAMS.allIn(line)) {
            if (upstream.token()
                    .map(UpstreamAddress::scheme)
                    .filter(Set.of("https", "h2c")::contains)
                    .isPresent()) {
                report.warning(line, "Caddy speaks HTTP with such an upstream, not FastCGI");
            }
        }
    }
}
