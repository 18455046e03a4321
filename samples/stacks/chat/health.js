require("http")
  .get("http://127.0.0.1:3000/version", (answer) => process.exit(answer.statusCode === 200 ? 0 : 1))
  .on("error", () => process.exit(1));
