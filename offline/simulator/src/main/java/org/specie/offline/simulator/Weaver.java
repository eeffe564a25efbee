package org.specie.offline.simulator;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * Leads every write of a card's class to persistent memory through {@link PersistentMemory}, and
 * its cryptography through {@link CountedCryptography}.
 */
final class Weaver {
  private static final ClassDesc MEMORY = ClassDesc.of(PersistentMemory.class.getName());
  private static final ClassDesc COUNTED = ClassDesc.of(CountedCryptography.class.getName());
  private static final MethodTypeDesc STORE =
      MethodTypeDesc.of(
          ConstantDescs.CD_void,
          ConstantDescs.CD_byte.arrayType(),
          ConstantDescs.CD_int,
          ConstantDescs.CD_int);
  private static final Set<String> COPIES =
      Set.of("arrayCopy", "arrayCopyNonAtomic", "arrayFillNonAtomic", "setShort");
  private static final Set<String> TRANSACTIONS = Set.of("beginTransaction", "commitTransaction");
  private static final Set<String> KEY_CHANGES =
      Set.of("setKey", "clearKey", "setW", "setS", "setModulus", "setExponent");

  private Weaver() {}

  static byte[] weave(byte[] original) {
    ClassFile classFile = ClassFile.of();
    ClassModel model = classFile.parse(original);
    return classFile.transformClass(
        model, ClassTransform.transformingMethodBodies(Weaver::isWoven, Weaver::lead));
  }

  /** Constants are made before there is a card. */
  private static boolean isWoven(MethodModel method) {
    return !method.methodName().equalsString("<clinit>");
  }

  private static void lead(CodeBuilder code, CodeElement element) {
    switch (element) {
      case ArrayStoreInstruction store when store.opcode() == Opcode.BASTORE ->
          code.invokestatic(MEMORY, "storeByte", STORE);
      case InvokeInstruction call -> lead(code, call);
      default -> code.with(element);
    }
  }

  private static void lead(CodeBuilder code, InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    boolean led =
        (owner.equals("javacard/framework/Util") && COPIES.contains(name))
            || (owner.equals("javacard/framework/JCSystem") && TRANSACTIONS.contains(name));
    if (led) {
      code.invokestatic(MEMORY, name, call.typeSymbol());
      return;
    }
    if (CountedCryptography.counts(owner, name)) {
      code.invokestatic(
          COUNTED, name, call.typeSymbol().insertParameterTypes(0, call.owner().asSymbol()));
      return;
    }
    if (owner.startsWith("javacard/security/") && KEY_CHANGES.contains(name)) {
      code.invokestatic(MEMORY, "keyChanges", MethodTypeDesc.of(ConstantDescs.CD_void));
    }
    code.with(call);
  }
}
