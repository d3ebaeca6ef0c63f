// stdin: file names · out: LINES CONSTRUCTOR_PARAMETERS FILE:LINE
import fs from 'node:fs';
import ts from 'typescript';

for (const file of fs.readFileSync(0, 'utf8').trim().split('\n').filter(Boolean)) {
  const tree = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const line = (at) => tree.getLineAndCharacterOfPosition(at).line + 1;
  const visit = (node) => {
    ts.forEachChild(node, visit);
    if (!ts.isFunctionLike(node) || !node.body || !ts.isBlock(node.body)) return;
    const parameters = ts.isConstructorDeclaration(node) ? node.parameters.length : 0;
    console.log(line(node.end) - line(node.getStart()) + 1, parameters, `${file}:${line(node.getStart())}`);
  };
  visit(tree);
}
