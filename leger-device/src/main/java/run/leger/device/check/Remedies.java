package run.leger.device.check;

import java.nio.file.Path;
import java.util.function.BiFunction;
import run.leger.tailscale.Prefs;
import run.leger.tailscale.TailscaleCommand;

/** The commands that mend a device. What is not default is repeated in them, since a logout forgets it. */
final class Remedies {
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

    /** Logs a device in that is logged out. */
    static String logIn(CheckContext context) {
        return command(context, "up", TailscaleCommand::up).toString();
    }

    /** Renews the login of a device whose key has expired. */
    static String renewLogin(CheckContext context) {
        return command(context, "up", TailscaleCommand::up)
                .word("--force-reauth")
                .toString();
    }

    /** Logs a device in to another tailnet or account, in a profile of its own: {@code up} would insist on the settings of the old one. */
    static String logInElsewhere(CheckContext context) {
        return command(context, "login", TailscaleCommand::login).toString();
    }

    /** What was asked for goes before what the device has. */
    private static TailscaleCommand command(
            CheckContext context, String verb, BiFunction<Path, Prefs, TailscaleCommand> withPrefs) {
        Path socket = context.trusted().socket();
        return context.prefs()
                .map(prefs -> withPrefs.apply(socket, prefs))
                .orElseGet(() -> TailscaleCommand.of(socket, verb))
                .option("--login-server", context.settings().loginServer())
                .option("--hostname", context.settings().hostname());
    }
}
