package run.leger.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import run.leger.setec.SecretName;

/** By which variables the secrets that were asked for are known. */
final class SecretVariables {
    private SecretVariables() {}

    /** Returns the secrets by their variables. */
    static Map<String, SecretName> of(SecretSelection selection) {
        Map<String, SecretName> variables = new LinkedHashMap<>();
        for (SecretSelection.Derived secret : selection.derived()) {
            SecretName name = secret.name();
            if (secret.part().isEmpty()) {
                continue;
            }
            String variable = variable(secret.part());
            SecretName other = selection.meant().getOrDefault(variable, variables.getOrDefault(variable, name));
            if (!other.equals(name)) {
                throw both(other, name, variable);
            }
            if (CodeVariables.contains(variable)) {
                throw new UsageException(
                        name + " would be " + variable + ", by which a program is made to run other code",
                        "--env " + variable + "=" + Confirmation.quoted(name.text())
                                + ", where that is meant; else --env with another variable");
            }
            variables.put(variable, name);
        }
        variables.putAll(selection.meant());
        if (variables.isEmpty()) {
            throw new UsageException(
                    "below the prefix there is nothing, so that no variable can be made", "--env VARIABLE=NAME");
        }
        return variables;
    }

    static UsageException both(SecretName one, SecretName other, String variable) {
        return new UsageException(
                "both " + one + " and " + other + " would be " + variable,
                "--env VARIABLE=" + Confirmation.quoted(other.text()) + " with another variable");
    }

    /** Upper case, and an underscore for whatever cannot be in the name of a variable. */
    static String variable(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
        return upper.isEmpty() || Character.isDigit(upper.charAt(0)) ? "_" + upper : upper;
    }
}
