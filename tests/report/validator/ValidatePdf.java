import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Asks the veraPDF library whether files keep a profile: one line per file, one per broken rule. */
public class ValidatePdf {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(arguments[0]);
        for (int index = 1; index < arguments.length; index++) {
            try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(arguments[index]), flavour)) {
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
                print(arguments[index], validator.validate(parser));
            }
        }
    }

    private static void print(String file, ValidationResult result) {
        System.out.println((result.isCompliant() ? "PASS " : "FAIL ") + file + " " + result.getTotalAssertions());
        Map<String, Integer> times = new TreeMap<>();
        Map<String, String> first = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                String rule = assertion.getRuleId().getClause() + "-" + assertion.getRuleId().getTestNumber();
                times.merge(rule, 1, Integer::sum);
                first.putIfAbsent(rule, assertion.getMessage() + " | " + assertion.getLocation().getContext());
            }
        }
        times.forEach((rule, count) -> System.out.println("  " + rule + " x" + count + ": " + first.get(rule)));
    }
}
