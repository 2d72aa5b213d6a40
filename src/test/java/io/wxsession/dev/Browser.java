package io.wxsession.dev;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;

import org.jboss.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A browser that shows the playground. */
final class Browser implements AutoCloseable {

    private static final String NO_BROWSER = "skipped: the test of the playground needs a browser, install chromium and chromium-driver";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts the one of this machine; skips the test where there is none. */
    static Browser start() {
        Optional<Path> browser = installed("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = installed("chromedriver");
        if (browser.isEmpty() || chromedriver.isEmpty()) {
            Logger.getLogger(Browser.class).warn(NO_BROWSER);
        }
        assumeTrue(browser.isPresent() && chromedriver.isPresent(), NO_BROWSER);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--lang=en");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.get().toFile())
                .usingAnyFreePort().build();
        return new Browser(new ChromeDriver(service, options));
    }

    private static Optional<Path> installed(String... names) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(directory -> Stream.of(names).map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void open(String url, int width) {
        driver.manage().window().setSize(new Dimension(width, 900));
        driver.get(url);
    }

    /** Presses the button of that name, by the keyboard as some people do. */
    void press(String action) {
        WebElement button = await(By.cssSelector("[data-action='" + action + "']:not([disabled])"));
        button.sendKeys(Keys.ENTER);
    }

    void choose(String css, String value) {
        new Select(await(By.cssSelector(css))).selectByValue(value);
    }

    /** Waits until so many elements are there. */
    void awaitCount(String css, int count) {
        new WebDriverWait(driver, PATIENCE).withMessage(() -> count + " of " + css + " in:\n" + text())
                .until(ready -> count(css) >= count);
    }

    int count(String css) {
        return driver.findElements(By.cssSelector(css)).size();
    }

    /** The text of an element, once it has some. */
    String text(String css) {
        return new WebDriverWait(driver, PATIENCE).until(ready -> driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText).filter(text -> !text.isBlank()).findFirst().orElse(null));
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    private WebElement await(By by) {
        return new WebDriverWait(driver, PATIENCE).until(ready -> driver.findElements(by).stream().findFirst().orElse(null));
    }

    /** What a script gives. */
    Object run(String script) {
        return driver.executeScript(script);
    }

    /** What scripts have thrown. */
    List<String> errors() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(entry -> entry.getMessage())
                .filter(message -> message.contains("Uncaught") || message.contains("Error:"))
                .toList();
    }

    @Override
    public void close() {
        driver.quit();
    }
}
