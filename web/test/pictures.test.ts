import assert from "node:assert/strict";
import { test } from "node:test";
import { folded } from "../kiosk/engine/folded.ts";
import { withPictures } from "../kiosk/engine/pictures.ts";

const hosts = (text: string) => withPictures(text).flatMap((part) => (typeof part === "string" ? [] : [part.host]));

test("a picture's address is a picture with its host, and what stands around it is text", () => {
  const url = "https://cdn.shopify.com/s/files/1/uploads/IMG_2034.JPG?v=17&w=2";
  assert.deepEqual(withPictures(`Photo: ${url}, please like this.`), ["Photo: ", { url, host: "cdn.shopify.com" }, ", please like this."]);
  assert.deepEqual(hosts("https://a.example/1.png https://b.example/2.webp\nhttp://c.example/3.heic"), ["a.example", "b.example", "c.example"]);
  assert.deepEqual(hosts("(see https://a.example/cake.jpeg)."), ["a.example"]);
});

test("whatever else looks like an address is text, to the letter", () => {
  for (const text of [
    "javascript:alert(1)//x.jpg", "javascript:fetch('https://evil.example/a.jpg')", "data:image/png;base64,AAAA", "data:text/html,https://evil.example/a.jpg",
    "https://evil.example/logo.svg", "https://evil.example/logo.svg?as=.png", "https://evil.example/logo.svg#.png", "https://evil.example/spin.gif",
    "https://mail.example/pixel.png?u=17", "https://track.example/a/b.jpg", "https://example.com/1x1.png", "https://x.example/open/photo.jpg",
    "https://cdn.shopify.com@evil.example/a.jpg", "https://u:p@evil.example/a.jpg", "https://192.168.0.1/a.jpg", "https://[::1]/a.jpg", "https://localhost/a.jpg",
    "https://example.com/page", "https://example.com/", "ftp://example.com/a.jpg", "//example.com/a.jpg", "www.example.com/a.jpg", "https:///a.jpg", "https://", "https://%%%/a.jpg",
    `https://example.com/${"a".repeat(1000)}.jpg`, "<img src=https://a.example/x.png>", `<img src="https://a.example/x.png">`, "url('https://a.example/x.png')", "<img src=x onerror=alert(1)>", "", "Happy birthday!", "file:///etc/a.jpg", "blob:https://evil.example/a.jpg",
  ]) {
    assert.deepEqual(withPictures(text).filter((part) => typeof part !== "string"), [], text);
    assert.equal(withPictures(text).join(""), text);
  }
});

test("a host in another script is named as a phone would ask for it", () => {
  assert.match(hosts("https://cdn.shоpify.com/a.jpg")[0]!, /xn--/);
  assert.deepEqual(hosts("https://cdn.shоpify.com/a.jpg"), [new URL("https://cdn.shоpify.com").hostname]);
});

test("flavours that are one but for case and spaces count as one", () => {
  assert.equal(new Set(["Red Velvet", "red  velvet ", "RED-VELVET", "red\u00a0velvet"].map(folded)).size, 1);
  assert.notEqual(folded("Vanilla"), folded("Vanille"));
});
