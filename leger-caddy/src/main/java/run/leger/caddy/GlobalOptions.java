package run.leger.caddy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Collects the global options, which stand first in a Caddyfile. */
public final class GlobalOptions {
    private final List<Line> lines = new ArrayList<>();

    GlobalOptions() {}

    /**
     * Says where the admin API listens. A configuration that is loaded without this option moves the API to its default, {@code
     * localhost:2019}: give the same address that the client uses.
     *
     * @param address {@code host:port}, {@code :port}, or {@code unix//absolute/path}, the latter perhaps with {@code |0660}
     * @return this builder
     * @throws UnwritableValueException if it is none of these
     */
    public GlobalOptions admin(String address) {
        return option("admin", Check.listener(address, "global options > admin", true));
    }

    /**
     * Switches the admin API off: Caddy then takes no new configuration until it is started again.
     *
     * @return this builder
     */
    public GlobalOptions adminOff() {
        return option("admin", "off");
    }

    /**
     * Sets the address of the ACME account.
     *
     * @param address an e-mail address
     * @return this builder
     * @throws UnwritableValueException if it is not one
     */
    public GlobalOptions email(String address) {
        return option("email", Check.email(address, "global options > email"));
    }

    /**
     * Sets the port for HTTP.
     *
     * @param port from 1 to 65535; the default is 80
     * @return this builder
     * @throws UnwritableValueException if it is out of range
     */
    public GlobalOptions httpPort(int port) {
        return option("http_port", Integer.toString(Check.port(port, "global options > http_port")));
    }

    /**
     * Sets the port for HTTPS.
     *
     * @param port from 1 to 65535; the default is 443
     * @return this builder
     * @throws UnwritableValueException if it is out of range
     */
    public GlobalOptions httpsPort(int port) {
        return option("https_port", Integer.toString(Check.port(port, "global options > https_port")));
    }

    /**
     * Logs more.
     *
     * @return this builder
     */
    public GlobalOptions debug() {
        return option("debug");
    }

    /**
     * Keeps certificates and state in a folder.
     *
     * @param root its path
     * @return this builder
     * @throws UnwritableValueException if it is empty
     */
    public GlobalOptions storageFileSystem(String root) {
        if (root.isEmpty()) {
            throw Check.refuse("global options > storage", "is no path, but empty");
        }
        return option("storage", "file_system", root);
    }

    /**
     * Sets what automatic HTTPS does.
     *
     * @param mode what is switched off
     * @return this builder
     */
    public GlobalOptions autoHttps(AutoHttps mode) {
        return option("auto_https", mode.word());
    }

    /**
     * Listens on these addresses where a site has no {@code bind}.
     *
     * @param addresses IP addresses, host names, or {@code unix//absolute/path}
     * @return this builder
     * @throws UnwritableValueException if one is none of these
     */
    public GlobalOptions defaultBind(String... addresses) {
        String[] checked = addresses.clone();
        for (int i = 0; i < checked.length; i++) {
            checked[i] = Check.listener(checked[i], "global options > default_bind, argument " + (i + 1), false);
        }
        return option("default_bind", checked);
    }

    /**
     * Configures the default log.
     *
     * @param settings fills the block: {@code output}, {@code format}, {@code level} and the rest
     * @return this builder
     */
    public GlobalOptions log(Consumer<Block> settings) {
        return option(Directive.of("log").withBlock(Block.lines(settings)));
    }

    /**
     * Adds any other option with literal arguments, each as {@link Argument#of}.
     *
     * @param name its name
     * @param arguments its arguments
     * @return this builder
     * @throws UnwritableValueException if it is not a name
     */
    public GlobalOptions option(String name, String... arguments) {
        return option(Directive.of(name, arguments));
    }

    /**
     * Adds any other option.
     *
     * @param option the line
     * @return this builder
     */
    public GlobalOptions option(Directive option) {
        lines.add(option);
        return this;
    }

    /**
     * Adds a comment.
     *
     * @param text the text; each of its lines becomes one
     * @return this builder
     * @throws UnwritableValueException if it has control characters
     */
    public GlobalOptions comment(String text) {
        lines.add(new Comment(text));
        return this;
    }

    List<Line> lines() {
        return lines;
    }
}
