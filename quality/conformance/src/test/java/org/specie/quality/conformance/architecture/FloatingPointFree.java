package org.specie.quality.conformance.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * No {@code float} and no {@code double}. Reads the instructions themselves, because a number that
 * lives in a local variable only is in no signature.
 */
final class FloatingPointFree extends ArchCondition<JavaClass> {
  FloatingPointFree() {
    super("count without float or double");
  }

  @Override
  public void check(JavaClass javaClass, ConditionEvents events) {
    ClassModel model = parse(javaClass);
    for (FieldModel field : model.fields()) {
      if (isFloating(field.fieldTypeSymbol())) {
        report(javaClass, "field " + field.fieldName().stringValue(), events);
      }
    }
    for (MethodModel method : model.methods()) {
      boolean inSignature = isFloating(method.methodTypeSymbol());
      boolean inCode =
          method.code().stream()
              .flatMap(code -> code.elementList().stream())
              .anyMatch(FloatingPointFree::isFloating);
      if (inSignature || inCode) {
        report(javaClass, "method " + method.methodName().stringValue(), events);
      }
    }
  }

  private static ClassModel parse(JavaClass javaClass) {
    Path file = Path.of(javaClass.getSource().orElseThrow().getUri());
    try {
      return ClassFile.of().parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void report(JavaClass javaClass, String where, ConditionEvents events) {
    events.add(
        SimpleConditionEvent.violated(
            javaClass,
            "%s of %s uses float or double; instead, use long minor units with Math.*Exact"
                .formatted(where, javaClass.getName())));
  }

  private static boolean isFloating(CodeElement element) {
    return switch (element) {
      case ConstantInstruction constant -> isFloating(constant.typeKind());
      case OperatorInstruction operator -> isFloating(operator.typeKind());
      case ConvertInstruction convert ->
          isFloating(convert.fromType()) || isFloating(convert.toType());
      case LoadInstruction load -> isFloating(load.typeKind());
      case StoreInstruction store -> isFloating(store.typeKind());
      case ArrayLoadInstruction load -> isFloating(load.typeKind());
      case ArrayStoreInstruction store -> isFloating(store.typeKind());
      case ReturnInstruction returned -> isFloating(returned.typeKind());
      case InvokeInstruction invoke -> isFloating(invoke.typeSymbol());
      default -> false;
    };
  }

  private static boolean isFloating(MethodTypeDesc type) {
    return Stream.concat(Stream.of(type.returnType()), type.parameterList().stream())
        .anyMatch(FloatingPointFree::isFloating);
  }

  private static boolean isFloating(ClassDesc type) {
    ClassDesc component = type;
    while (component.isArray()) {
      component = component.componentType();
    }
    return isFloating(TypeKind.from(component));
  }

  private static boolean isFloating(TypeKind kind) {
    return kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE;
  }
}
