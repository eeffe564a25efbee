package org.specie.offline.monebox.program;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows a method's stack and finds what sixteen bits would compute otherwise than thirty-two: a
 * result that may exceed sixteen bits and is shifted right, divided, compared, or taken as an index
 * before it is cut back. A card without {@code int} would answer something else there. Also finds
 * instructions that a card does not have.
 */
final class CardInstructions {
  private final List<String> findings = new ArrayList<>();
  private final Map<Label, List<Boolean>> atLabels = new HashMap<>();

  /** For each word on the stack, whether it may exceed sixteen bits. */
  private @Nullable List<Boolean> stack = new ArrayList<>();

  private CardInstructions() {}

  /** What is wrong with a method's code; empty for code that a card runs as the JDK does. */
  static List<String> examine(CodeModel code) {
    CardInstructions instructions = new CardInstructions();
    for (ExceptionCatch handler : code.exceptionHandlers()) {
      instructions.atLabels.put(handler.handler(), new ArrayList<>(List.of(false)));
    }
    for (CodeElement element : code) {
      instructions.follow(element);
    }
    return instructions.findings;
  }

  private void follow(CodeElement element) {
    switch (element) {
      case LabelTarget target -> arrive(target.label());
      case Instruction instruction -> {
        if (stack != null) {
          execute(instruction);
        }
      }
      default -> {}
    }
  }

  private void arrive(Label label) {
    List<Boolean> known = atLabels.get(label);
    if (stack == null) {
      stack = known == null ? new ArrayList<>() : new ArrayList<>(known);
    }
  }

  private void leaveTo(Label label) {
    if (stack != null) {
      atLabels.putIfAbsent(label, new ArrayList<>(stack));
    }
  }

  private void push(boolean wide) {
    if (stack != null) {
      stack.add(wide);
    }
  }

  private boolean pop() {
    return stack != null && stack.removeLast();
  }

  private void popNarrow(Instruction user) {
    if (pop()) {
      findings.add("a result beyond sixteen bits reaches " + user.opcode());
    }
  }

  private void execute(Instruction instruction) {
    switch (instruction) {
      case LoadInstruction load -> {
        requireCardKind(load.typeKind(), instruction);
        push(false);
      }
      case StoreInstruction _ -> pop();
      case ConstantInstruction constant -> constant(constant);
      case ConvertInstruction convert -> {
        if (convert.opcode() != Opcode.I2B && convert.opcode() != Opcode.I2S) {
          findings.add("no such conversion on a card: " + convert.opcode());
        }
        pop();
        push(false);
      }
      case OperatorInstruction operator -> operate(operator);
      case ArrayLoadInstruction load -> {
        requireArrayKind(load.typeKind(), instruction);
        popNarrow(instruction);
        pop();
        push(false);
      }
      case ArrayStoreInstruction store -> {
        requireArrayKind(store.typeKind(), instruction);
        pop();
        popNarrow(instruction);
        pop();
      }
      case BranchInstruction branch -> branch(branch);
      case LookupSwitchInstruction choice ->
          choose(instruction, choice.cases(), choice.defaultTarget());
      case TableSwitchInstruction choice ->
          choose(instruction, choice.cases(), choice.defaultTarget());
      case InvokeInstruction call -> call(call);
      case FieldInstruction field -> field(field);
      case NewObjectInstruction _ -> push(false);
      case NewPrimitiveArrayInstruction array -> {
        requireArrayKind(array.typeKind(), instruction);
        popNarrow(instruction);
        push(false);
      }
      case NewReferenceArrayInstruction _ -> {
        popNarrow(instruction);
        push(false);
      }
      case TypeCheckInstruction _ -> {
        pop();
        push(false);
      }
      case StackInstruction move -> move(move);
      case ReturnInstruction _ -> stack = null;
      case ThrowInstruction _ -> stack = null;
      default -> findings.add("no such instruction on a card: " + instruction.opcode());
    }
  }

  private void requireCardKind(TypeKind kind, Instruction user) {
    if (kind != TypeKind.INT && kind != TypeKind.REFERENCE) {
      findings.add("no such type on a card: " + user.opcode());
    }
  }

  private void requireArrayKind(TypeKind kind, Instruction user) {
    boolean onCard =
        switch (kind) {
          case BYTE, SHORT, BOOLEAN, REFERENCE -> true;
          case INT, LONG, FLOAT, DOUBLE, CHAR, VOID -> false;
        };
    if (!onCard) {
      findings.add("no such array on a card: " + user.opcode());
    }
  }

  private void constant(ConstantInstruction constant) {
    boolean onCard =
        switch (constant.typeKind()) {
          case INT ->
              ((Integer) constant.constantValue())
                  == ((Integer) constant.constantValue()).shortValue();
          case REFERENCE -> constant.opcode() == Opcode.ACONST_NULL;
          default -> false;
        };
    if (!onCard) {
      findings.add("no such constant on a card: " + constant.constantValue());
    }
    push(false);
  }

  private void operate(OperatorInstruction operator) {
    switch (operator.opcode()) {
      case ARRAYLENGTH -> {
        pop();
        push(false);
      }
      case INEG -> {
        pop();
        push(true);
      }
      case IADD, ISUB, IMUL, ISHL -> {
        pop();
        pop();
        push(true);
      }
      case IAND -> {
        boolean right = pop();
        boolean left = pop();
        push(left && right);
      }
      case IOR, IXOR -> {
        boolean right = pop();
        boolean left = pop();
        push(left || right);
      }
      case ISHR, IDIV, IREM -> {
        popNarrow(operator);
        popNarrow(operator);
        push(operator.opcode() == Opcode.IDIV);
      }
      default -> findings.add("no such operator on a card: " + operator.opcode());
    }
  }

  private void branch(BranchInstruction branch) {
    switch (branch.opcode()) {
      case GOTO -> {
        leaveTo(branch.target());
        stack = null;
      }
      case IFEQ, IFNE, IFLT, IFGE, IFGT, IFLE, IFNULL, IFNONNULL -> {
        popNarrow(branch);
        leaveTo(branch.target());
      }
      case IF_ICMPEQ,
          IF_ICMPNE,
          IF_ICMPLT,
          IF_ICMPGE,
          IF_ICMPGT,
          IF_ICMPLE,
          IF_ACMPEQ,
          IF_ACMPNE -> {
        popNarrow(branch);
        popNarrow(branch);
        leaveTo(branch.target());
      }
      default -> findings.add("no such branch on a card: " + branch.opcode());
    }
  }

  private void choose(Instruction choice, List<SwitchCase> cases, Label otherwise) {
    popNarrow(choice);
    cases.forEach(each -> leaveTo(each.target()));
    leaveTo(otherwise);
    stack = null;
  }

  private void call(InvokeInstruction call) {
    MethodTypeDesc type = call.typeSymbol();
    for (int i = 0; i < type.parameterCount(); i++) {
      pop();
    }
    if (call.opcode() != Opcode.INVOKESTATIC) {
      pop();
    }
    if (!type.returnType().descriptorString().equals("V")) {
      push(false);
    }
  }

  private void field(FieldInstruction field) {
    switch (field.opcode()) {
      case GETFIELD -> {
        pop();
        push(false);
      }
      case GETSTATIC -> push(false);
      case PUTFIELD -> {
        pop();
        pop();
      }
      default -> pop();
    }
  }

  private void move(StackInstruction move) {
    switch (move.opcode()) {
      case POP -> pop();
      case DUP -> {
        boolean top = pop();
        push(top);
        push(top);
      }
      case DUP2 -> {
        boolean second = pop();
        boolean first = pop();
        push(first);
        push(second);
        push(first);
        push(second);
      }
      case DUP_X1, DUP_X2 -> findings.add("keep it simple for a card: " + move.opcode());
      default -> findings.add("no such stack operation on a card: " + move.opcode());
    }
  }
}
