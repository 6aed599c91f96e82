package run.leger.device.check;

import java.util.Optional;
import run.leger.tailscale.Prefs;
import run.leger.tailscale.TailscaleCommand;

/** The commands that mend a device. What is not default is repeated in them, since a logout forgets it. */
final class Remedies {
    private static final String DEFAULT_CONTROL = "https://controlplane.tailscale.com";

    private Remedies() {}

    static String startDaemon() {
        return "sudo systemctl start tailscaled";
    }

    static String restartDaemon() {
        return "sudo systemctl restart tailscaled";
    }

    static String nameSocket() {
        return "name tailscaled's own socket with --socket";
    }

    static String install() {
        return "install Tailscale (https://tailscale.com/download), or name its socket with --socket where it is installed elsewhere";
    }

    /** Connects a device that is logged in: without options this changes no setting. */
    static String connect(CheckContext context) {
        return TailscaleCommand.of(context.trusted().socket(), "up").toString();
    }

    /** Logs a device in again. */
    static String logIn(CheckContext context) {
        return withSettings(context, "up").toString();
    }

    /** Renews the login of a device that still has one. */
    static String logInAgain(CheckContext context) {
        return withSettings(context, "up").word("--force-reauth").toString();
    }

    private static TailscaleCommand withSettings(CheckContext context, String verb) {
        return TailscaleCommand.of(context.trusted().socket(), verb)
                .option("--login-server", loginServer(context))
                .option("--hostname", hostname(context));
    }

    private static Optional<String> loginServer(CheckContext context) {
        return context.settings()
                .loginServer()
                .or(() -> context.prefs().map(Prefs::controlUrl))
                .filter(url -> !url.isEmpty() && !url.equals(DEFAULT_CONTROL));
    }

    private static Optional<String> hostname(CheckContext context) {
        return context.settings()
                .hostname()
                .or(() -> context.prefs().map(Prefs::hostname))
                .filter(name -> !name.isEmpty());
    }
}
