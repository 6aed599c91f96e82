package run.leger.setec.bind;

import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of a type before any secret is read: its members, and how it is made. Finds everything that is wrong with it at once. */
final class Shape<T> {
    private final Class<T> type;
    private final List<Member> members = new ArrayList<>();
    private final List<Field> fields = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final @Nullable Constructor<T> constructor;

    private Shape(Class<T> type, String prefix) {
        this.type = type;
        if (type.isRecord()) {
            for (RecordComponent component : type.getRecordComponents()) {
                FromSecret annotation = component.getAnnotation(FromSecret.class);
                if (annotation == null) {
                    wrong.add(component.getName() + ": it has no @FromSecret");
                } else {
                    add(component.getName(), component.getGenericType(), annotation, prefix);
                }
            }
            constructor = constructor(Stream.of(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new));
        } else {
            fields(type).forEach(field -> addField(field, prefix));
            constructor = constructor();
        }
        if (members.isEmpty() && wrong.isEmpty()) {
            wrong.add("nothing in it has @FromSecret");
        }
    }

    static <T> Shape<T> of(Class<T> type, String prefix) {
        Shape<T> shape = new Shape<>(type, prefix);
        if (!shape.wrong.isEmpty()) {
            throw new IllegalArgumentException(
                    "secrets cannot be bound to " + type.getName() + ": " + String.join("; ", shape.wrong));
        }
        return shape;
    }

    List<Member> members() {
        return members;
    }

    /** The annotated fields, those of the superclasses first. */
    private static List<Field> fields(Class<?> type) {
        Deque<Class<?>> line = new ArrayDeque<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            line.addFirst(each);
        }
        return line.stream()
                .flatMap(each -> Stream.of(each.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(FromSecret.class))
                .toList();
    }

    private void addField(Field field, String prefix) {
        int modifiers = field.getModifiers();
        if (Modifier.isStatic(modifiers) || Modifier.isFinal(modifiers)) {
            wrong.add(field.getName() + ": a static or final field cannot be filled");
        } else if (isOpen(field, field.getDeclaringClass())) {
            Type generic = field.getGenericType();
            add(field.getName(), generic, field.getAnnotation(FromSecret.class), prefix);
            fields.add(field);
        }
    }

    private void add(String name, Type declared, FromSecret annotation, String prefix) {
        Member member = Member.of(name, declared, annotation, prefix, wrong);
        if (member != null) {
            members.add(member);
        }
    }

    private @Nullable Constructor<T> constructor(Class<?>... parameters) {
        if (Modifier.isAbstract(type.getModifiers()) || type.isEnum() || type.isArray() || type.isPrimitive()) {
            wrong.add("it is no record and no class that can be made");
            return null;
        }
        try {
            Constructor<T> found = type.getDeclaredConstructor(parameters);
            return isOpen(found, type) ? found : null;
        } catch (NoSuchMethodException e) {
            wrong.add("it has no constructor without parameters");
            return null;
        }
    }

    private boolean isOpen(AccessibleObject member, Class<?> declaring) {
        if (member.trySetAccessible()) {
            return true;
        }
        String what = "its package is closed: add \"opens " + declaring.getPackageName()
                + " to run.leger.setec;\" to the module-info of "
                + declaring.getModule().getName();
        if (!wrong.contains(what)) {
            wrong.add(what);
        }
        return false;
    }

    /** Makes the object from the values of the members, in their order. */
    T make(List<@Nullable Object> values) throws UnfitException {
        if (constructor == null) {
            throw new IllegalStateException("a shape that is wrong was used");
        }
        try {
            if (type.isRecord()) {
                return constructor.newInstance(values.toArray());
            }
            T made = constructor.newInstance();
            for (int i = 0; i < fields.size(); i++) {
                fields.get(i).set(made, values.get(i));
            }
            return made;
        } catch (InvocationTargetException e) {
            Throwable thrown = Objects.requireNonNull(e.getCause());
            if (thrown instanceof Error error) {
                throw error;
            }
            throw new UnfitException("its constructor threw "
                    + thrown.getClass().getName() + ", whose words are not shown, they could hold a secret");
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("cannot make " + type.getName(), e);
        }
    }
}
