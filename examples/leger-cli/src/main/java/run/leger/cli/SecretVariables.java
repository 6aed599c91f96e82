package run.leger.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import run.leger.setec.SecretInfo;
import run.leger.setec.SecretName;
import run.leger.setec.SetecClient;

/** Which secrets were asked for, and by which variables: with {@code --env}, below {@code --prefix}, or by name. */
final class SecretVariables {
    /** Who may store a secret below a prefix must not thereby choose what runs where the secrets are used. */
    private static final String LOADS_CODE = "(LD|DYLD)_.*|PATH|IFS|ENV|BASH_ENV|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS"
            + "|_JAVA_OPTIONS|NODE_OPTIONS|PYTHON(PATH|HOME|STARTUP)|PERL5(OPT|LIB)|RUBY(OPT|LIB)|GIT_SSH(_COMMAND)?";

    private final Map<String, SecretName> secrets = new LinkedHashMap<>();

    private SecretVariables() {}

    /** Finds them; {@code names} are secrets that were named as words. */
    static Map<String, SecretName> of(Invocation call, SetecClient setec, Iterable<String> names) {
        SecretVariables variables = new SecretVariables();
        for (String name : names) {
            variables.addDerived(name, SecretName.lenient(name));
        }
        List<String> prefixes = call.all(CliOptions.PREFIX);
        if (prefixes.contains("") && !call.has(CliOptions.YES)) {
            throw new UsageException(
                    "--prefix is empty, which is all secrets that this device may see", "--yes, where that is meant");
        }
        List<SecretInfo> all = prefixes.isEmpty() ? List.of() : setec.list();
        for (String prefix : prefixes) {
            boolean found = false;
            for (SecretInfo info : all) {
                String text = info.name().text();
                if (text.startsWith(prefix) && text.length() > prefix.length()) {
                    variables.addDerived(text.substring(prefix.length()), info.name());
                    found = true;
                }
            }
            if (!found) {
                throw SecretsPrefixes.none(prefix);
            }
        }
        for (String mapping : call.all(CliOptions.ENV)) {
            int equals = mapping.indexOf('=');
            if (equals < 1 || !mapping.substring(0, equals).matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new UsageException("--env needs VARIABLE=NAME: " + Console.shown(mapping));
            }
            variables.add(mapping.substring(0, equals), SecretName.lenient(mapping.substring(equals + 1)));
        }
        if (variables.secrets.isEmpty()) {
            throw new UsageException("no secret was named", "--env VARIABLE=NAME, or --prefix PREFIX");
        }
        return variables.secrets;
    }

    private void addDerived(String suffix, SecretName name) {
        String variable = variable(suffix);
        if (variable.matches(LOADS_CODE)) {
            throw new UsageException(
                    name + " would be " + variable + ", by which a program is made to run other code",
                    "--env " + variable + "=" + Confirmation.quoted(name.text())
                            + ", where that is meant; else leave it out");
        }
        add(variable, name);
    }

    private void add(String variable, SecretName name) {
        SecretName other = secrets.putIfAbsent(variable, name);
        if (other != null && !other.equals(name)) {
            throw new UsageException(
                    "both " + other + " and " + name + " would be " + variable, "name the variables with --env");
        }
    }

    /** Upper case, and an underscore for whatever cannot be in the name of a variable. */
    static String variable(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
        return upper.isEmpty() || Character.isDigit(upper.charAt(0)) ? "_" + upper : upper;
    }
}
