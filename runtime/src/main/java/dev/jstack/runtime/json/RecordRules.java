package dev.jstack.runtime.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How records become JSON and back: which case of a sealed interface a value is, is written as
 * {@code "is": "Bind"}; a list or map that may not be null is empty where the text, of an older
 * version perhaps, has none.
 */
final class RecordRules extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass type, JavaType base) {
    if (!type.getRawType().isInterface() || !type.getRawType().isSealed()) {
      return super.findTypeResolver(config, type, base);
    }
    return new StdTypeResolverBuilder()
        .init(JsonTypeInfo.Id.NAME, null)
        .inclusion(JsonTypeInfo.As.PROPERTY)
        .typeProperty("is");
  }

  @Override
  public @Nullable List<NamedType> findSubtypes(Annotated annotated) {
    var type = annotated.getRawType();
    if (!type.isInterface() || !type.isSealed()) {
      return super.findSubtypes(annotated);
    }
    var cases = new ArrayList<NamedType>();
    for (var permitted : type.getPermittedSubclasses()) {
      cases.add(new NamedType(permitted, permitted.getSimpleName()));
    }
    return cases;
  }

  @Override
  public JsonSetter.Value findSetterInfo(Annotated annotated) {
    return annotated instanceof AnnotatedParameter parameter && isNeededCollection(parameter)
        ? JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)
        : super.findSetterInfo(annotated);
  }

  private static boolean isNeededCollection(AnnotatedParameter parameter) {
    var type = parameter.getRawType();
    boolean collection =
        Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    return collection
        && parameter.getOwner().getMember() instanceof Constructor<?> maker
        && !maker.getAnnotatedParameterTypes()[parameter.getIndex()].isAnnotationPresent(
            Nullable.class);
  }
}
