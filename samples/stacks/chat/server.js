const express = require("express");
const { createClient } = require("redis");

const app = express();
const redis = createClient({ url: process.env.REDIS_URL });
redis.on("error", (error) => console.error(error.message));

app.get("/version", (_, answer) => answer.send(`${process.env.VERSION} ${process.env.NODE_ENV}\n`));
app.get("/say/:text", async (request, answer) => {
  await redis.rPush("said", request.params.text);
  await redis.publish("said", request.params.text);
  answer.send("ok\n");
});
app.get("/said", async (_, answer) => answer.json(await redis.lRange("said", 0, -1)));

redis.connect().then(() => {
  const server = app.listen(3000, () => console.log("listening"));
  process.on("SIGTERM", () => server.close(() => redis.quit().then(() => process.exit(0))));
});
