package run.leger.caddy.standard;

import java.util.List;
import run.leger.caddy.grammar.DirectiveType;

/** The handlers of requests but for those that pass them on. */
final class HttpDirectives {
    private HttpDirectives() {}

    static List<DirectiveType> all() {
        return List.of(
                Abort.TYPE,
                AcmeServer.TYPE,
                BasicAuth.TYPE,
                BasicAuth.DEPRECATED,
                CopyResponse.TYPE,
                CopyResponseHeaders.TYPE,
                Encode.TYPE,
                ErrorDirective.TYPE,
                FileServer.TYPE,
                Fs.TYPE,
                Header.TYPE,
                RequestHeader.TYPE,
                Invoke.TYPE,
                LogAppend.TYPE,
                LogLevel.TYPE,
                LogName.TYPE,
                LogSkip.TYPE,
                LogSkip.DEPRECATED,
                MapDirective.TYPE,
                Method.TYPE,
                Metrics.TYPE,
                Push.TYPE,
                Redir.TYPE,
                RequestBody.TYPE,
                Respond.TYPE,
                Rewrite.TYPE,
                Root.TYPE,
                Templates.TYPE,
                Timeouts.TYPE,
                Tracing.TYPE,
                TryFiles.TYPE,
                Uri.TYPE,
                Vars.TYPE);
    }
}
